"""The one place where the version is written; results carry it as the code version."""

__version__ = "0.1.0"
