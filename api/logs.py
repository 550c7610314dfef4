"""What the program writes down for whoever runs it: one line each on stderr, stacks plain."""

import sys

import structlog


def configure() -> None:
    """Answers own stdout. A stack is shown without local values: they hold secrets, and are slow to draw."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback),
        ],
        logger_factory=_to_stderr,
    )


def _to_stderr(*_: object) -> structlog.PrintLogger:
    return structlog.PrintLogger(sys.stderr)
