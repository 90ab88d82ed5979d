"""What is printed from the browser carries its marking on every sheet, at the head and the foot."""

import io
from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page
from pypdf import PdfReader

from accounts.models import User
from accounts.roles import Role
from secops.advisories.actions import Advice, answer_recommendation, submit_recommendation
from secops.advisories.models import Organisation, Recommendation
from secops.rules.tlp import Marking
from tests.factories import DepartmentFactory, holder_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def olga(transactional_db: None) -> User:
    office = DepartmentFactory(code="DISKOMINFO", name="Dinas Komunikasi", is_office=True)
    return holder_of(Role.DUTY_OFFICER, office, name="Olga Piket")


@pytest.fixture
def advice(olga: User) -> Callable[..., Recommendation]:
    ratna = holder_of(Role.STAKEHOLDER, name="Ratna Dosen")
    university = Organisation.objects.create(
        name="Universitas Contoh", kind="university", clearance="amber"
    )
    assert ratna.person is not None
    university.members.add(ratna.person)

    def post(tlp: Marking, *, paragraphs: int = 1) -> Recommendation:
        text = "\n\n".join(f"Langkah {n}: keluarkan semua sesi lama." for n in range(paragraphs))
        assert ratna.person is not None
        return submit_recommendation(
            Advice(text=text, title="Sesi lama", target="all", urgency="week", tlp=tlp),
            university, ratna.person, by=ratna, at=timezone.now(),
        )  # fmt: skip

    return post


def sheets(page: Page) -> list[list[str]]:
    """The lines of each printed sheet."""
    printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True, format="A4")))
    return [
        [line.strip() for line in sheet.extract_text().splitlines() if line.strip()]
        for sheet in printed.pages
    ]


def test_every_sheet_of_a_long_text_is_marked(
    page: Page, advice: Callable[..., Recommendation], olga: User, enter: Callable[[User], None]
) -> None:
    found = advice(Marking.AMBER, paragraphs=80)
    enter(olga)
    page.goto(found.get_absolute_url())
    printed = sheets(page)
    assert len(printed) > 2
    for lines in printed:
        assert lines.count("TLP:AMBER") >= 2, lines
    assert not any("Beri tanggapan" in lines for lines in printed)


def test_a_closer_word_below_closes_the_sheets(
    page: Page, advice: Callable[..., Recommendation], olga: User, enter: Callable[[User], None]
) -> None:
    found = advice(Marking.GREEN)
    answer_recommendation(
        found, text="Hanya untuk posko.", tlp=Marking.AMBER_STRICT, by=olga, at=timezone.now()
    )
    enter(olga)
    page.goto(found.get_absolute_url())
    for lines in sheets(page):
        assert lines.count("TLP:AMBER+STRICT") >= 2, lines


def test_a_list_is_marked_as_its_strictest_row_and_prints_every_column(
    page: Page, advice: Callable[..., Recommendation], olga: User, enter: Callable[[User], None]
) -> None:
    for tlp in (Marking.CLEAR, Marking.RED, Marking.GREEN):
        advice(tlp)
    enter(olga)
    page.goto("/advisories/")
    printed = sheets(page)
    for lines in printed:
        assert lines.count("TLP:RED") >= 2, lines
    words = " ".join(printed[0])
    for column in ("Nomor", "Judul", "Keadaan", "Diterima", "lambat"):
        assert column in words, column
    assert "R-" in words


def test_who_may_see_how_much_is_no_marking_of_the_page(
    page: Page, advice: Callable[..., Recommendation], olga: User, enter: Callable[[User], None]
) -> None:
    advice(Marking.RED)
    enter(olga)
    page.goto("/organisations/")
    for lines in sheets(page):
        assert not any(line == "TLP:RED" for line in lines), lines
