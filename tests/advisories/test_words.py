"""A word below a recommendation is announced to whom it concerns, and to nobody above his
clearance."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import User
from secops.advisories.actions import answer_recommendation, object_to_decision
from secops.advisories.actions.deciding import reject_recommendation
from secops.advisories.announcement import COMPOSERS
from secops.advisories.hearers import partners_who_read
from secops.advisories.models import Organisation, Response
from secops.outbox.composers import Composed, Dropped
from secops.outbox.models import Message
from secops.rules.tlp import PRINTED, Marking, rank
from tests.advisories.support import DECIDED, FRIDAY, post, words_of
from tests.factories import ContactFactory

pytestmark = pytest.mark.django_db
KIND = "recommendation.answered"


@pytest.fixture(autouse=True)
def reachable(olga: User, joko: User) -> None:
    ContactFactory(person=olga.person, address="olga@kotacontoh.example")
    ContactFactory(person=joko.person, address="joko@universitas.test")


def letter_to(user: User, at=DECIDED):
    message = Message.objects.get(kind=KIND, person=user.person)
    return COMPOSERS[KIND].compose([message], at + timedelta(minutes=15))[message.pk]


def told() -> set[str]:
    return set(Message.objects.filter(kind=KIND).values_list("person__name", flat=True))


def test_the_office_s_word_reaches_the_author_and_his_answer_the_desk(
    ratna: User, university: Organisation, olga: User
) -> None:
    found = post(ratna, university)
    answer_recommendation(found, text="Aplikasi mana?", by=olga, at=DECIDED)
    assert told() == {"Ratna Dosen"}
    words = letter_to(ratna)
    assert isinstance(words, Composed)
    assert words.subject == f"[TLP:AMBER] {found.code}: tanggapan baru"
    assert "Aplikasi mana?" in words.text
    assert "dari Posko Siber" in words.text
    assert "Olga" not in words.text
    assert found.get_absolute_url() in words.text
    answer_recommendation(found, text="SIMPATIK.", by=ratna, at=DECIDED)
    words = letter_to(olga)
    assert isinstance(words, Composed)
    assert "SIMPATIK." in words.text
    assert "Ratna Dosen, Universitas Contoh" in words.text


def test_words_of_a_quarter_of_an_hour_are_one_letter(
    ratna: User, university: Organisation, olga: User
) -> None:
    first, second = post(ratna, university), post(ratna, university, text="Yang lain.")
    answer_recommendation(first, text="Satu.", by=olga, at=DECIDED)
    answer_recommendation(second, text="Dua.", by=olga, at=DECIDED + timedelta(minutes=9))
    words = letter_to(ratna)
    assert isinstance(words, Composed)
    assert "2 tanggapan baru" in words.subject
    assert "Satu." in words.text
    assert "Dua." in words.text
    answer_recommendation(first, text="Tiga.", by=olga, at=DECIDED + timedelta(minutes=16))
    assert Message.objects.filter(kind=KIND).count() == 2


def test_a_colleague_hears_only_where_he_spoke_himself(
    ratna: User, joko: User, university: Organisation, olga: User
) -> None:
    found = post(ratna, university)
    answer_recommendation(found, text="Kami siap membantu.", by=joko, at=FRIDAY)
    assert told() == {"Ratna Dosen", "Olga Piket"}
    answer_recommendation(found, text="Terima kasih.", by=olga, at=DECIDED)
    assert "Joko Dosen" in told()


def test_an_objection_is_announced_to_the_office(
    ratna: User, university: Organisation, olga: User
) -> None:
    found = post(ratna, university)
    reject_recommendation(found, reason="Belum perlu.", by=olga, at=DECIDED)
    found.refresh_from_db()
    object_to_decision(found, text="Tetap perlu.", by=ratna, at=DECIDED)
    words = letter_to(olga)
    assert isinstance(words, Composed)
    assert f"{found.code}: keberatan baru" in words.subject


@pytest.mark.parametrize("tlp", [Marking.AMBER_STRICT, Marking.RED])
def test_a_closed_word_travels_as_a_link(
    tlp: Marking, ratna: User, university: Organisation, olga: User
) -> None:
    found = post(ratna, university, tlp=tlp)
    answer_recommendation(found, text="Rahasia.", by=olga, at=DECIDED)
    words = letter_to(ratna)
    assert isinstance(words, Composed)
    whole = words.subject + words.text + words.html
    for hidden in ("Rahasia.", found.code, PRINTED[tlp]):
        assert hidden not in whole
    assert reverse("partner") in words.text


def test_a_closed_word_beside_an_open_one_is_counted_not_quoted(
    ratna: User, university: Organisation, olga: User, police: Organisation
) -> None:
    university.clearance = Marking.AMBER_STRICT.value
    university.save()
    found = post(ratna, university)
    answer_recommendation(found, text="Terbuka.", by=olga, at=DECIDED)
    answer_recommendation(found, text="Tertutup.", tlp=Marking.AMBER_STRICT, by=olga, at=DECIDED)
    words = letter_to(ratna)
    assert isinstance(words, Composed)
    assert "Terbuka." in words.text
    assert "Tertutup." not in words.text
    assert "1 tanggapan lain" in words.text
    assert found.get_absolute_url() not in words.text.split("1 tanggapan lain")[1]


@pytest.mark.parametrize("word", Marking)
@pytest.mark.parametrize("text", Marking)
@pytest.mark.parametrize("clearance", [Marking.GREEN, Marking.AMBER_STRICT, Marking.RED])
def test_who_is_named_before_posting_is_who_reads_and_hears_it(
    clearance: Marking, text: Marking, word: Marking,
    ratna: User, joko: User, university: Organisation, olga: User,
) -> None:  # fmt: skip
    if rank(word) < rank(text):
        return
    found = post(ratna, university, tlp=text)
    university.clearance = clearance.value
    university.save()
    found.refresh_from_db()
    named = partners_who_read(found, word, besides=olga, at=DECIDED)
    said = answer_recommendation(found, text="Kata.", tlp=word, by=olga, at=DECIDED)
    reads = [
        one.person
        for one in (joko, ratna)
        if Response.objects.visible_to(one).filter(pk=said.pk).exists()
    ]
    assert named == reads
    assert told() == ({"Ratna Dosen"} if ratna.person in reads else set())


def test_the_form_says_who_reads_it_before_it_is_posted(
    ratna: User, joko: User, university: Organisation, olga: User, signed_in
) -> None:
    found = post(ratna, university)
    page = words_of(signed_in(olga).get(found.get_absolute_url()))
    assert (
        "TLP:AMBER: dibaca Posko Siber dan Inspektorat; dari mitra: Joko Dosen, Ratna Dosen" in page
    )
    assert "TLP:RED: dibaca Posko Siber saja, tidak oleh mitra" in page
    page = words_of(signed_in(ratna).get(found.get_absolute_url()))
    assert "dari mitra: Joko Dosen" in page
    assert "TLP:RED: dibaca Posko Siber serta Anda sendiri" in page


def test_what_he_may_no_longer_read_is_not_sent(
    ratna: User, university: Organisation, olga: User
) -> None:
    assert ratna.person is not None
    found = post(ratna, university)
    answer_recommendation(found, text="Kata.", by=olga, at=DECIDED)
    university.members.remove(ratna.person)
    assert isinstance(letter_to(ratna), Dropped)
