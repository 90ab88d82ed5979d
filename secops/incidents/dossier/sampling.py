""" "Ambil sampel 25 akun": drawn by a recorded seed, so that anybody draws the same 25 again."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from random import Random

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.audit.models import Entry
from secops.house.text import angka, masked_login, masked_name, wib_short
from secops.incidents.affected import accounts_of
from secops.incidents.dossier.sections import Section
from secops.incidents.models import Incident
from secops.inventory.models import Account

SIZE = 25
#: A seed is a number that can be read over the telephone.
SEEDS = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Draw:
    """One draw as the trail holds it."""

    entry: Entry
    seed: int
    population: int
    sha256: str
    accounts: list[int]


def check_reader(user: User) -> None:
    """The office, the lead and the inspectorate read the whole incident; nobody else takes it."""
    if not user.scope(Permission.READ_INCIDENT).everything:
        raise PermissionDenied


def drawn(population: list[int], seed: int) -> list[int]:
    """The sample of a population in its order; the same seed gives the same accounts."""
    return Random(seed).sample(population, min(SIZE, len(population)))


@transaction.atomic
def draw_sample(incident: Incident, *, seed: int | None, by: User, at: datetime) -> Entry:
    """Draw from the accounts of the incident; the draw itself is the entry in the trail."""
    check_reader(by)
    population = sorted(accounts_of(incident).values_list("pk", flat=True))
    seed = secrets.randbelow(SEEDS) if seed is None else seed
    accounts = drawn(population, seed)
    return record(
        "dossier.sampled",
        incident,
        by=by,
        at=at,
        seed=seed,
        drawn=len(accounts),
        population=len(population),
        sha256=hashlib.sha256(",".join(map(str, population)).encode()).hexdigest(),
        accounts=accounts,
    )


def draws_of(incident: Incident) -> list[Draw]:
    """Every draw of the incident and what was merged into it, the newest first."""
    entries = Entry.objects.filter(
        verb="dossier.sampled",
        object_type=Incident._meta.label_lower,
        object_id__in=[str(one.pk) for one in incident.family],
    )
    return [
        Draw(one, one.data["seed"], one.data["population"], one.data["sha256"],
             one.data["accounts"])
        for one in entries
    ]  # fmt: skip


def rows_of(draw: Draw) -> list[tuple[str, ...]]:
    """The drawn accounts in their order, without a name or number that identifies anybody."""
    found = Account.objects.select_related("application", "department", "holder", "facts").in_bulk(
        draw.accounts
    )
    rows: list[tuple[str, ...]] = []
    for number, pk in enumerate(draw.accounts, start=1):
        account = found.get(pk)
        if account is None:
            rows.append((angka(number), "–", "–", "–", "–", "–"))
            continue
        facts = getattr(account, "facts", None)
        changed = facts.change_to if facts else None
        rows.append(
            (angka(number), account.application.name, _login(account),
             masked_name(account.holder.name) if account.holder else _("belum diketahui"),
             str(account.department or _("belum diketahui")),
             wib_short(changed) if changed else _("belum ada data"))
        )  # fmt: skip
    return rows


def _login(account: Account) -> str:
    """Masked; the number of the account finds it again for whoever may open it."""
    values = {"login": masked_login(account.username), "number": account.pk}
    return _("%(login)s, akun %(number)s") % values


def columns() -> tuple[str, ...]:
    """The headings of a sample."""
    return (_("No."), _("Aplikasi"), _("Akun"), _("Pemegang"), _("OPD"),
            _("Kata sandi diganti (WIB)"))  # fmt: skip


def samples(incident: Incident, at: datetime) -> Section:
    """Every draw with its seed and its accounts."""
    rows = [
        (angka(draw.seed).replace(".", "").replace(",", ""), wib_short(draw.entry.at),
         draw.entry.actor_label, f"{len(draw.accounts)}/{draw.population}", *row)
        for draw in draws_of(incident)
        for row in rows_of(draw)
    ]  # fmt: skip
    heads = (_("Benih"), _("Ditarik (WIB)"), _("Oleh"), _("Dari"), *columns())
    return Section("sampel", _("Sampel akun"), heads, rows)
