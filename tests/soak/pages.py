"""What the pages say was told, as an officer reads them."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from django.test import Client
from django.urls import reverse

from accounts.models import Person, User
from secops.outbox.models import Message
from tests.soak.record import Record, Shown

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
_TOLD = re.compile(r"diberi tahu ([\d.]+) kali")
#: What a page counts as having gone out.
_OUT = {str(Message.State.SENT.label), str(Message.State.REACHED.label)}
#: Everybody of the city has this letter in his name.
EVERYBODY = "a"
#: Pages of persons that are opened where not all are.
FEW = 5


def shown(record: Record, officer: User, *, thorough: bool) -> Iterator[Shown]:
    """The list of messages, the search of people, and their own pages (all, or a few)."""
    client = Client()
    client.force_login(officer, backend=BACKEND)
    arrived = {mail.row: mail.person for mail in record.mails}
    known = {pk: person for pk, person in arrived.items() if record.rows[pk].state != "unknown"}
    listed = _exported(client, "messages")
    yield Shown("/messages/", sum(row["Keadaan"] in _OUT for row in listed), len(known))
    his = Counter(known.values())
    found = {row["Nama"]: int(row["Jumlah pesan"]) for row in _exported(client, "told")}
    people = list(Person.objects.exclude(name="").order_by("pk"))
    for person in people:
        if person.name in found:
            yield Shown(f"/told/, {person.name}", found[person.name], his[person.pk])
        elif his[person.pk]:
            yield Shown(f"/told/, {person.name}", 0, his[person.pk])
    most = sorted(people, key=lambda one: -his[one.pk])
    for person in people if thorough else most[:FEW]:
        page = client.get(reverse("person-told", args=[person.pk])).content.decode()
        said = _TOLD.search(page)
        told = int(said[1].replace(".", "")) if said else 0
        yield Shown(f"/people/{person.pk}/told/, {person.name}", told, his[person.pk])


def _exported(client: Client, page: str) -> list[dict[str, str]]:
    """The rows of a list as its export has them."""
    answer = client.get(reverse(page), {"export": "csv", "q": EVERYBODY})
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
