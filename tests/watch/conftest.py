"""A real mail server, and the moment at which everything is looked at."""

from tests.outbox.conftest import sink

__all__ = ["sink"]
