"""Journeys go through the whole application over HTTP, as its users do, with the fixtures of tests/api."""

from tests.api.conftest import application, client, networks_loader, served

__all__ = ["application", "client", "networks_loader", "served"]
