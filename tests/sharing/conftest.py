"""The partners of the recommendations' tests, and one recommendation of theirs that we accepted."""

from collections.abc import Callable

import pytest

from accounts.models import User
from secops.advisories.actions import accept_recommendation
from secops.advisories.models import Organisation, Recommendation
from secops.rules.tlp import Marking
from tests.advisories.conftest import iwan, police, ratna, university
from tests.advisories.test_recommendations import DECIDED, post

__all__ = ["accepted", "iwan", "police", "ratna", "university"]


@pytest.fixture
def accepted(
    ratna: User, university: Organisation, olga: User
) -> Callable[[Marking], Recommendation]:
    def make(marking: Marking) -> Recommendation:
        return accept_recommendation(post(ratna, university, tlp=marking), by=olga, at=DECIDED)

    return make
