"""The entry for a partner's calendar (RFC 5545, 5546): asked, changed, cancelled.

One UID for the life of a consultation, a SEQUENCE that only grows. The code of the invitation is
not in it: calendars are shared more widely than letters.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event, Timezone, TimezoneStandard, vCalAddress

from secops.advisories.consultations.models import Consultation, Invitation
from secops.rules.intervals import WIB
from secops.rules.tlp import PRINTED

ZONE = "Asia/Jakarta"


def uid_of(consultation: Consultation) -> str:
    return f"{consultation.code}@{urlsplit(settings.PUBLIC_BASE_URL).hostname}"


def entry(consultation: Consultation, invitation: Invitation, address: str, at: datetime) -> bytes:
    """The file for one invited person."""
    cancelled = invitation.off
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.PRODUCT_NAME}//{settings.CITY_NAME}//ID")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "CANCEL" if cancelled else "REQUEST")
    calendar.add_component(_zone())
    event = Event()
    event.add("uid", uid_of(consultation))
    event.add("sequence", invitation.sequence)
    event.add("dtstamp", at)
    event.add("dtstart", _local(consultation.starts_at))
    event.add("dtend", _local(consultation.ends_at))
    event.add("summary", f"{PRINTED[consultation.marked]} {consultation.subject}")
    event.add("location", consultation.place)
    event.add("description", consultation.agenda)
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("class", "PRIVATE")
    _people(event, invitation, address)
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def mail_of(invitation: Invitation) -> str:
    """The attendee of a calendar is an address of mail; who has none is named by ours."""
    person = invitation.person
    mail = person.contacts.filter(kind="mail", disabled_at=None).order_by("pk").first()
    domains = settings.GOVERNMENT_DOMAINS
    ours = domains[0] if domains else "invalid"
    return mail.address if mail is not None else f"undangan@{ours}"


def _people(event: Event, invitation: Invitation, address: str) -> None:
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    organizer = vCalAddress(f"mailto:{sender}")
    organizer.params["CN"] = settings.OFFICE_NAME
    event.add("organizer", organizer)
    guest = vCalAddress(f"mailto:{address}")
    guest.params["CN"] = invitation.person.name
    guest.params["ROLE"] = "REQ-PARTICIPANT"
    guest.params["PARTSTAT"] = "NEEDS-ACTION"
    guest.params["RSVP"] = "FALSE"
    event.add("attendee", guest)


def _local(moment: datetime) -> datetime:
    return moment.astimezone(WIB)


def _zone() -> Timezone:
    """Western Indonesia Time has no summer."""
    zone = Timezone()
    zone.add("tzid", ZONE)
    standard = TimezoneStandard()
    standard.add("dtstart", datetime(1970, 1, 1))  # noqa: DTZ001 - a local time, as the RFC asks
    standard.add("tzoffsetfrom", timedelta(hours=7))
    standard.add("tzoffsetto", timedelta(hours=7))
    standard.add("tzname", "WIB")
    zone.add_component(standard)
    return zone
