"""A form's field names are not numbers for people: no thousands are set apart in them."""

import pytest
from django.template import Context, Template
from django.utils import translation

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_row_beyond_the_thousandth_keeps_its_name(language: str) -> None:
    with translation.override(language):
        assert Template("a-{{ pk }}").render(Context({"pk": 1_234_567})) == "a-1234567"
