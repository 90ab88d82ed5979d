"""Every page of a small demo city, as those who use it: axe finds nothing, the console is clean.

Both themes, both widths; and no page is wider than a phone.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

from django.test import Client
from playwright.sync_api import Page

from accounts.models import User
from secops.advisories.bulletins.models import Addressee, Bulletin
from secops.advisories.consultations.models import Consultation
from secops.advisories.models import Organisation, Recommendation
from secops.advisories.sharing.models import Publication, ReceivedDocument
from secops.compliance.backups.models import BackupPlan
from secops.compliance.duties.models import Directive, Duty
from secops.compliance.rotations.models import Campaign, Rotation
from secops.documents.models import Document
from secops.incidents.checks.models import ServiceCheck
from secops.incidents.claims.models import Claim
from secops.incidents.lessons.models import Review
from secops.incidents.meetings.models import Meeting
from secops.incidents.models import Incident, PublicStatement
from secops.incidents.notices.models import Notice
from secops.incidents.requests.models import OutgoingRequest
from secops.incidents.tasks.models import Task
from secops.incidents.vault.models import Item
from secops.inventory.models import Application, Device, LeakReport, ReadingsFile
from secops.outbox.models import Message
from tests.guards.test_doors import LIBRARY_DOORS, all_patterns
from tests.journeys.looks import Looks

Enter = Callable[[User], None]
#: So that two processes share the work to the end.
PARTS = 6
#: Doors that are not pages of the product: files, health, fragments without a frame.
NO_PAGE = re.compile(
    r"^(healthz|readyz|metrics|k/|api/|registers/template|.*\.(csv|xlsx|ics|pdf|atom))|progress/|panel/|count/"
)
PEOPLE = {
    "piket": "the office",
    "kepala.dinsos": "a head",
    "agen.dinkes": "an agent",
    "kampus": "a stakeholder",
    "inspektur": "the inspector",
    "admin": "the administrator",
}


def plain_addresses() -> Iterator[str]:
    """Addresses without a row that are pages of their own."""
    for address, pattern in all_patterns():
        library = pattern.callback.__module__.startswith(tuple(LIBRARY_DOORS))
        if not library and "<" not in address and not NO_PAGE.search(address):
            yield "/" + address


def pages_of_rows() -> list[str]:
    """One page of each kind of row."""
    rows: list[Any] = [
        Campaign.objects.first(),
        Directive.objects.first(),
        Duty.objects.filter(department__code="DINSOS").first(),
        Duty.objects.filter(department__code="DINKES").first(),
        Duty.objects.filter(department__code="DINKES", directive__kind="rotation").first(),
        Incident.objects.first(),
        Item.objects.first(),
        Claim.objects.first(),
        PublicStatement.objects.filter(code__endswith="-003").first(),
        PublicStatement.objects.filter(code__endswith="-005").first(),
        Recommendation.objects.first(),
        Organisation.objects.first(),
        Application.objects.get(code="simpatik"),
        LeakReport.objects.first(),
        ReadingsFile.objects.first(),
        Task.objects.filter(department__code="DINKES").first(),
        Task.objects.exclude(ready_text="").first(),
        ServiceCheck.objects.first(),
        Notice.objects.first(),
        OutgoingRequest.objects.first(),
        Meeting.objects.first(),
        Review.objects.first(),
        ReceivedDocument.objects.first(),
        Consultation.objects.first(),
        Bulletin.objects.get(state="sent"),
        Bulletin.objects.get(state="submitted"),
        Addressee.objects.get(department__code="DINSOS"),
        Addressee.objects.get(department__code="DINKES"),
        BackupPlan.objects.get(slug="simpatik"),
        BackupPlan.objects.get(slug="foto-bansos"),
    ]
    found = [row.get_absolute_url() for row in rows if row is not None]
    rotation = Rotation.objects.filter(department__code="DINKES").first()
    device = Device.objects.filter(department__code="DINKES").first()
    message = Message.objects.first()
    assert rotation is not None
    assert device is not None
    assert message is not None
    told = Duty.objects.filter(department__code="DINSOS").first()
    assert told is not None
    campaign, directive = Campaign.objects.first(), Directive.objects.first()
    assert campaign is not None
    assert directive is not None
    return [
        *found,
        f"{campaign.get_absolute_url()}ladder/",
        f"{directive.get_absolute_url()}ladder/",
        "/ladders/days/",
        "/ready-tasks/",
        "/ready-tasks/credential-leak/",
        "/ready-tasks/credential-leak/new/",
        "/ready-tasks/credential-leak/lock-source/edit/",
        "/ready-tasks/credential-leak/lock-source/remove/",
        "/ladders/hours/change/",
        "/hours/DINSOS/",
        "/applications/simpatik/sessions/",
        "/applications/simpatik/sessions/policy/",
        "/applications/simpatik/sessions/test/",
        "/applications/simpatik/sessions/tokens/",
        f"/accounts/{rotation.account_id}/",
        f"/computers/{device.pk}/",
        f"/messages/{message.pk}/",
        f"/told/{message.pk}/",
        f"/people/{message.person_id}/told/",
        "/channels/mail/",
        "/channels/whatsapp/",
        "/channels/whatsapp_by_hand/",
        f"/duties/{told.pk}/told/",
        "/departments/DINKES/",
        "/departments/DINSOS/",
        *letters(),
        *below_a_row(),
        *shared(),
        *advised(),
    ]


def shared() -> list[str]:
    """What leaves of a recommendation, and the forms of what comes in and of a consultation."""
    out, came = Publication.objects.get(marking="green"), ReceivedDocument.objects.get()
    called = Consultation.objects.get()
    leaves = f"{out.recommendation.get_absolute_url()}sharing/"
    return [
        leaves,
        f"{leaves}publish/",
        f"{came.get_absolute_url()}adopt/",
        *(f"{called.get_absolute_url()}{one}/" for one in ("edit", "invite", "cancel", "word")),
        f"{called.get_absolute_url()}minutes/",
        *(
            f"{called.get_absolute_url()}invitations/{one.pk}/withdraw/"
            for one in called.invitations.all()[:1]
        ),
    ]


def advised() -> list[str]:
    """The steps of an advisory that went out, and of one that waits for a second person."""
    out, waits = Bulletin.objects.get(state="sent"), Bulletin.objects.get(state="submitted")
    source = out.recommendation
    assert source is not None
    return [
        f"/bulletins/new/?from={source.code}",
        f"{out.get_absolute_url()}withdraw/",
        f"{out.get_absolute_url()}order/",
        f"{out.get_absolute_url()}phone/",
        f"{waits.get_absolute_url()}approve/",
        f"{waits.get_absolute_url()}return/",
    ]


def below_a_row() -> Iterator[str]:
    """The pages below the page of a row at the incident desk: its forms, its questions."""
    rows: list[Any] = [
        Incident.objects.first(),
        Item.objects.first(),
        Claim.objects.first(),
        PublicStatement.objects.filter(state="draft").first(),
        Task.objects.filter(state="open").first(),
        ServiceCheck.objects.first(),
        OutgoingRequest.objects.first(),
        Meeting.objects.first(),
        Review.objects.first(),
        Notice.objects.first(),
        Recommendation.objects.first(),
    ]
    page_of = {url.split("/")[1]: url for url in (row.get_absolute_url() for row in rows if row)}
    for address, _pattern in all_patterns():
        below = re.match(r"([\w-]+)/<[^<>]+>/([^<>]+)$", address)
        if below and below.group(1) in page_of and not NO_PAGE.search(address):
            yield page_of[below.group(1)] + below.group(2)


def letters() -> list[str]:
    """A draft, its form, its fate; one that went out, and what anybody reads of it."""
    draft = Document.objects.filter(state="draft").first()
    out = Document.objects.filter(state="signed").first()
    assert draft is not None
    assert out is not None
    return [
        draft.get_absolute_url(),
        out.get_absolute_url(),
        f"/documents/{draft.pk}/edit/",
        f"/documents/{draft.pk}/approve/",
        f"/documents/{out.pk}/withdraw/",
        f"/documents/{out.pk}/sign/",
        "/documents/new/hand_over/",
        f"/v/{out.code}",
    ]


def findings_of(
    part: int, page: Page, looks: Looks, enter: Enter, client: Client, served: str
) -> list[str]:
    """What is wrong with every page of one part of the city, whoever opens it first."""
    seen: set[str] = set()
    found: list[str] = []
    for key in PEOPLE:
        enter(User.objects.get(email__startswith=f"{key}@"))
        for address in [*plain_addresses(), *pages_of_rows()][part::PARTS]:
            if address in seen:
                continue
            answer = client.get(address)
            html = answer.headers.get("Content-Type", "").startswith("text/html")
            if answer.status_code != 200 or not html or answer.streaming:
                continue
            seen.add(address)
            page.goto(served + address)
            found += [f"{key} {address}: {what}" for what in looks.findings()]
    assert len(seen) >= 10, sorted(seen)
    return found
