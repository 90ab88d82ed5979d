"""The mailbox may be the leaked account (RULES 5)."""

from datetime import timedelta

import pytest

from accounts.models import Contact
from secops.reminders.trust import mark_untrusted_addresses
from tests.factories import ApplicationFactory, ContactFactory
from tests.reminders.support import ORDERED, campaign, change, person, rotation

pytestmark = pytest.mark.django_db


def marked() -> list[str]:
    return sorted(Contact.objects.exclude(untrusted_at=None).values_list("address", flat=True))


def test_a_leaked_mail_account_makes_its_addresses_untrusted_until_it_is_done() -> None:
    mail = ApplicationFactory(name="Email dinas", carries_mail_for="kotacontoh.example sub.test")
    sari = person()
    ContactFactory(person=sari, address="sari@rumah.test")
    ContactFactory(person=sari, address="SARI@SUB.TEST")
    leaked = rotation(sari, campaign(), mail)
    assert mark_untrusted_addresses(at=ORDERED) == 2
    assert marked() == ["SARI@SUB.TEST", "sari@kotacontoh.example"]
    assert mark_untrusted_addresses(at=ORDERED) == 0
    change(leaked, ORDERED + timedelta(hours=1))
    assert leaked.state == "verified"
    assert mark_untrusted_addresses(at=ORDERED + timedelta(hours=3)) == 2
    assert marked() == []


def test_without_a_campaign_the_exposure_alone_is_the_doubt() -> None:
    mail = ApplicationFactory(carries_mail_for="kotacontoh.example")
    leaked = rotation(person(), campaign(state="draft"), mail)
    leaked.delete()
    assert mark_untrusted_addresses(at=ORDERED) == 1


def test_others_and_other_applications_stay_trusted() -> None:
    mail = ApplicationFactory(carries_mail_for="kotacontoh.example")
    person("Rani Uji", "rani@kotacontoh.example")
    rotation(person(), campaign())  # SIMPATIK carries no mail
    rotation(person("Tono Uji", "tono@kotacontoh.example"), campaign("c2"), mail, leaked=None)
    assert mark_untrusted_addresses(at=ORDERED) == 0
