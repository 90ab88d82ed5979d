"""The partners of the recommendations' tests, and one recommendation of theirs that we accepted."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from accounts.models import User
from secops.advisories.actions import accept_recommendation
from secops.advisories.models import Organisation, Recommendation
from secops.rules.tlp import Marking
from tests.advisories.conftest import iwan, police, ratna, university
from tests.advisories.test_recommendations import DECIDED, post

#: Where `npm ci` put the validator.
NODE_MODULES = Path(
    os.environ.get("NODE_MODULES", Path(__file__).resolve().parents[2] / "node_modules")
)
if shutil.which("node") is None or not (NODE_MODULES / "@secvisogram").is_dir():
    collect_ignore = ["test_public_validator.py"]

__all__ = ["accepted", "iwan", "police", "ratna", "university"]


@pytest.fixture
def accepted(
    ratna: User, university: Organisation, olga: User
) -> Callable[[Marking], Recommendation]:
    def make(marking: Marking) -> Recommendation:
        return accept_recommendation(post(ratna, university, tlp=marking), by=olga, at=DECIDED)

    return make
