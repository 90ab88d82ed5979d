"""The partners of the recommendations' tests, with tokens."""

from tests.advisories.conftest import iwan, joko, police, ratna, university

__all__ = ["iwan", "joko", "police", "ratna", "university"]
