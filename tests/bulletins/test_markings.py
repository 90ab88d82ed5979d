"""Every role at every door of advisories with one of every marking: nobody reads above him."""

import re
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts.links import issue_link
from accounts.models import Department, User
from accounts.roles import Role
from secops.advisories.bulletins.actions import (
    REMINDER,
    SENT,
    WITHDRAWN,
    draft_bulletin,
    order_bulletin,
    remind_silent,
    withdraw_bulletin,
)
from secops.advisories.bulletins.composers import COMPOSERS
from secops.advisories.bulletins.models import Addressee, Bulletin
from secops.advisories.bulletins.queries import counts_of
from secops.advisories.bulletins.words import PURPOSE, for_chat
from secops.audit.models import Entry
from secops.compliance.duties.actions import Target, issue_directive
from secops.outbox.composers import Composed
from secops.outbox.models import Message
from secops.rules.tlp import PRINTED, Marking
from tests.bulletins.conftest import send, wanted_at
from tests.conftest import Enter
from tests.duties.support import custom_order
from tests.factories import holder_of

#: What each may read: at the office's doors, and at the department's.
OFFICE = {
    "olga": set(Marking),
    "leo": set(Marking),
    "ira": set(Marking) - {Marking.RED},
    **{who: set() for who in ("adi", "kartini", "budi", "ratna", "sinta", "seno")},
}
DEPARTMENT = {
    "kartini": set(Marking),
    "budi": set(Marking),
    "newcomer": set(Marking) - {Marking.RED},
    **{who: set() for who in ("olga", "leo", "ira", "adi", "ratna", "sinta", "seno")},
}
CLOSED = (Marking.AMBER_STRICT, Marking.RED)


def secret(tlp: Marking) -> str:
    return f"rahasia{tlp.value.replace('_', '')}xyz"


@pytest.fixture
def sinta(dinsos: Department) -> User:
    return holder_of(Role.APPLICATION_ADMINISTRATOR, dinsos)


@pytest.fixture
def seno(db: None) -> User:
    return holder_of(Role.LEADERSHIP)


@pytest.fixture
def given(
    reachable: None, olga: User, leo: User, dinsos: Department, now: datetime
) -> dict[Marking, Bulletin]:
    """One of each marking, sent to Dinas Sosial."""
    found = {}
    for tlp in Marking:
        word = secret(tlp)
        wanted = wanted_at(
            now, title=f"Judul {word}", text=f"Isi {word}", asked=f"Periksa {word}", tlp=tlp,
            target="departments", departments=(dinsos,),
        )  # fmt: skip
        found[tlp] = send(draft_bulletin(wanted, by=olga, at=now), olga, leo, now)
    return found


@pytest.fixture
def newcomer(given: dict[Marking, Bulletin], dinsos: Department) -> User:
    """Became an agent of the department after it was addressed to its people by name."""
    return holder_of(Role.AGENT, dinsos, name="Nia Baru")


def body_of(answer) -> str:
    whole = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return whole.decode("utf-8", "ignore")


@pytest.mark.parametrize("who", OFFICE)
def test_the_office_s_doors(
    who: str, given: dict[Marking, Bulletin], signed_in: Enter, request: pytest.FixtureRequest
) -> None:
    browser = signed_in(request.getfixturevalue(who))
    for query in ("", "?export=csv", "?q=rahasia"):
        answer = browser.get(reverse("bulletins") + query)
        body = body_of(answer)
        for tlp in Marking:
            assert (secret(tlp) in body) is (tlp in OFFICE[who]), (who, tlp, query)
    for tlp, found in given.items():
        may = tlp in OFFICE[who]
        page = browser.get(found.get_absolute_url())
        assert (page.status_code == 200) is may, (who, tlp)
        body = body_of(page)
        assert (secret(tlp) in body) is may
        if may:
            assert len(re.findall(PRINTED[tlp].replace("+", r"\+"), body)) >= 3
        export = browser.get(found.get_absolute_url() + "?export=csv")
        assert (PRINTED[tlp] in body_of(export)) is may
        for deed in ("edit", "submit", "pull", "approve", "return", "withdraw", "close",
                     "remind", "order"):  # fmt: skip
            if not may:
                answer = browser.post(reverse(f"bulletin-{deed}", args=[found.code]))
                assert answer.status_code in (403, 404), (who, tlp, deed)
    if not OFFICE[who]:
        assert browser.get(reverse("bulletin-new")).status_code == 403


@pytest.mark.parametrize("who", DEPARTMENT)
def test_the_department_s_doors(
    who: str, given: dict[Marking, Bulletin], signed_in: Enter, request: pytest.FixtureRequest
) -> None:
    browser = signed_in(request.getfixturevalue(who))
    for query in ("", "?export=csv"):
        body = body_of(browser.get(reverse("department-bulletins") + query))
        for tlp in Marking:
            assert (secret(tlp) in body) is (tlp in DEPARTMENT[who]), (who, tlp, query)
    home = body_of(browser.get(reverse("department", args=["DINSOS"])))
    for tlp, found in given.items():
        may, ours = tlp in DEPARTMENT[who], found.addressees.get()
        assert may or secret(tlp) not in home
        page = browser.get(ours.get_absolute_url())
        assert (page.status_code == 200) is may, (who, tlp)
        assert (secret(tlp) in body_of(page)) is may
        if may:
            marking = PRINTED[tlp].replace("+", r"\+")
            assert len(re.findall(marking, body_of(page))) >= 3, (who, tlp)
        else:
            assert browser.post(ours.get_absolute_url(), {"word": "not"}).status_code in (403, 404)


@pytest.mark.parametrize("tlp", list(Marking))
def test_messages_hold_the_content_only_up_to_amber_and_else_a_link(
    tlp: Marking, given: dict[Marking, Bulletin], olga: User, now: datetime
) -> None:
    found = given[tlp]
    ours = found.addressees.get()
    remind_silent(found, by=olga, at=now)
    for kind in (SENT, REMINDER, WITHDRAWN):
        if kind == WITHDRAWN:
            withdraw_bulletin(found, f"Sebab {secret(tlp)}", by=olga, at=now)
        message = next(
            one for one in Message.objects.filter(kind=kind)
            if one.payload == {"addressee": ours.pk}
        )  # fmt: skip
        words = COMPOSERS[kind].compose([message], now)[message.pk]
        assert isinstance(words, Composed), kind
        whole = words.subject + words.text + words.html
        for part in (found.code, secret(tlp), PRINTED[tlp]):
            assert (part in whole) is (tlp not in CLOSED), (kind, part)
        if tlp in CLOSED:
            assert ours.get_absolute_url() in words.text
            assert "/k/" not in words.text


@pytest.mark.parametrize("tlp", list(Marking))
def test_a_link_alone_opens_no_closed_one(
    tlp: Marking, given: dict[Marking, Bulletin], budi: User, client: Client, now: datetime
) -> None:
    ours = given[tlp].addressees.get()
    assert budi.person is not None
    link = issue_link(budi.person, PURPOSE, {"addressee": ours.pk}, channel="mail", at=now)
    page = client.get(f"/k/{link.token}")
    assert (secret(tlp) in body_of(page)) is (tlp not in CLOSED)
    assert (PRINTED[tlp] in body_of(page)) is (tlp not in CLOSED)
    answer = client.post(f"/k/{link.token}", {"word": "not"})
    assert (answer.status_code == 200) is (tlp not in CLOSED)
    assert Addressee.objects.get(pk=ours.pk).answers.exists() is (tlp not in CLOSED)


def test_the_chat_text_and_the_trail_keep_closed_words_out(
    given: dict[Marking, Bulletin], now: datetime
) -> None:
    for tlp, found in given.items():
        chat = for_chat(found, counts_of(found), at=now)
        assert (secret(tlp) in chat) is (tlp not in CLOSED)
        assert PRINTED[tlp] in chat
    labels = " ".join(Entry.objects.values_list("object_label", flat=True))
    assert secret(Marking.RED) not in labels


def test_an_order_names_its_advisory_only_to_who_may_read_it(
    given: dict[Marking, Bulletin], olga: User, ira: User, now: datetime, signed_in: Enter,
    dinsos: Department,
) -> None:  # fmt: skip
    order = issue_directive(
        custom_order(due_at=now + timedelta(days=3)), [Target(dinsos.pk)], by=olga, at=now
    )
    order_bulletin(given[Marking.RED], order, by=olga, at=now)
    assert given[Marking.RED].code in body_of(signed_in(olga).get(order.get_absolute_url()))
    assert given[Marking.RED].code not in body_of(signed_in(ira).get(order.get_absolute_url()))
