"""Sections about what was ordered, received and valid: letters, texts, files, rules, people."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from accounts.models import Tenure
from accounts.roles import POLICY, Role
from secops.compliance.duties.models import Directive, DirectiveVersion, Evidence
from secops.compliance.duties.words import say
from secops.compliance.rotations.models import Campaign
from secops.house.text import angka, english, local, wib, wib_short
from secops.incidents.accounts.queries import by_department
from secops.incidents.clocks import BASES, clock_length
from secops.incidents.dossier.sections import Section
from secops.incidents.models import Incident
from secops.inventory.models import LeakReport, ReadingsFile
from secops.ladders.words import when, whom
from secops.outbox.composers import COMPOSERS
from secops.outbox.models import Message
from secops.rules.clock_steps import STEPS
from secops.rules.clocks import CLOCKS, WARN_DENOMINATOR, WARN_NUMERATOR
from secops.rules.ladder import from_data


def accounts(incident: Incident, at: datetime) -> Section:
    """How many accounts of each department it hit; no account is named here."""
    rows = [(one.name, angka(one.count)) for one in by_department(incident)]
    return Section("akun", _("Akun terkena menurut OPD"), (_("OPD"), _("Akun")), rows)


def orders_of(incident: Incident) -> list[Directive]:
    """The orders of the incident and what was merged into it."""
    return list(Directive.objects.filter(incidents__in=incident.family).distinct())


def letters(incident: Incident, at: datetime) -> Section:
    """Every order as it read under each of its versions, with the number of its letter."""
    versions = DirectiveVersion.objects.filter(directive__in=orders_of(incident))
    rows = [
        (one.directive.code, angka(one.number), one.letter_number, one.title, one.text,
         one.legal_basis, wib(one.due_at), "; ".join(map(str, one.checklist)), one.why)
        for one in versions.select_related("directive").order_by("directive", "number")
    ]  # fmt: skip
    heads = (_("Arahan"), _("Versi"), _("Nomor surat"), _("Judul"), _("Teks"), _("Dasar hukum"),
             _("Batas waktu"), _("Langkah"), _("Alasan perubahan"))  # fmt: skip
    return Section("surat", _("Surat dan arahan"), heads, rows)


def messages(incident: Incident, at: datetime) -> Section:
    """What went out through the outbox while it was handled, counted by kind and result."""
    since, until = span(incident, at)
    counted = (
        Message.objects.filter(created_at__gte=since, created_at__lte=until)
        .values_list("kind", "channel", "state")
        .annotate(n=Count("pk"))
        .order_by("kind", "channel", "state")
    )
    rows = [
        (str(COMPOSERS[kind].label) if kind in COMPOSERS else kind,
         str(Message.Channel(channel).label), str(Message.State(state).label), angka(n))
        for kind, channel, state, n in counted
    ]  # fmt: skip
    heads = (_("Jenis pesan"), _("Saluran"), _("Hasil"), _("Jumlah"))
    note = _("Semua pesan kota dari ditemukannya insiden sampai ditutup, dalam hitungan.")
    return Section("pesan", _("Pesan yang dikirim"), heads, rows, note)


def files(incident: Incident, at: datetime) -> Section:
    """Leak reports and readings with the hash of each file; evidence of the orders with theirs."""
    since, until = span(incident, at)
    reports = LeakReport.objects.filter(incidents__in=incident.family).distinct()
    rows = [
        (_("laporan kebocoran"), one.file_name, one.source, wib_short(one.imported_at),
         angka(one.counts.get("rows")), one.sha256, _withdrawn(one.withdrawn_at, one.withdrawn_why))
        for one in reports.order_by("imported_at")
    ]  # fmt: skip
    readings = ReadingsFile.objects.filter(imported_at__gte=since, imported_at__lte=until)
    rows += [
        (_("data dari sistem"), one.file_name, one.source, wib_short(one.imported_at),
         angka(one.counts.get("rows")), one.sha256, _withdrawn(one.withdrawn_at, one.withdrawn_why))
        for one in readings.order_by("imported_at")
    ]  # fmt: skip
    kept = Evidence.objects.filter(duty__directive__in=orders_of(incident)).exclude(sha256="")
    rows += [
        (_("bukti dukung"), one.name, str(one.duty.department), wib_short(one.uploaded_at), "–",
         one.sha256, "")
        for one in kept.select_related("duty__department").order_by("uploaded_at", "pk")
    ]  # fmt: skip
    heads = (_("Jenis"), _("Berkas"), _("Dari"), _("Diterima (WIB)"), _("Baris"), "SHA-256",
             _("Ditarik"))  # fmt: skip
    return Section("berkas", _("Laporan, data dan bukti menurut sidik"), heads, rows)


def rules(incident: Incident, at: datetime) -> Section:
    """The values that were valid: the tables of clocks, and what ran under its frozen ladder."""
    rows = [
        (
            _("hitungan waktu"),
            say(clock.code),
            f"{say(clock.label)}; {clock_length(clock)}",
            str(BASES[clock.code]),
        )
        for clock in CLOCKS.values()
    ]
    rows.append(
        (_("peringatan"), _("setelah bagian waktu"), f"{WARN_NUMERATOR}/{WARN_DENOMINATOR}", "")
    )
    rows += [
        (_("yang diberi tahu"), str(step.gone), ", ".join(_role(told) for told in step.told), "")
        for step in STEPS
    ]
    rows += [
        (_("jenjang pengingat"), one.code, _rungs(one.ladder), wib(one.due_at))
        for one in orders_of(incident)
    ]
    rows += [
        (_("penggantian serentak"), one.name, _rungs(one.ladder), "; ".join(
            wib(due) for due in (one.due_privileged, one.due_exposed, one.due_others) if due))
        for one in Campaign.objects.filter(incidents__in=incident.family).distinct()
    ]  # fmt: skip
    heads = (_("Aturan"), _("Untuk"), _("Nilai"), _("Dasar atau batas waktu"))
    return Section("aturan", _("Aturan dan nilai yang berlaku"), heads, rows)


def holders(incident: Incident, at: datetime) -> Section:
    """Who held which position while it was handled, with the order that appointed them."""
    since, until = (local(moment).date() for moment in span(incident, at))
    office = Q(position__role__in=[Role.DUTY_OFFICER, Role.LEAD, Role.INSPECTOR, Role.LEADERSHIP])
    here = Q(position__department__incidents__in=incident.family)
    here |= Q(position__department__applications__incidents__in=incident.family)
    here |= Q(position__department__is_office=True)
    tenures = Tenure.objects.filter(office | here, starts_on__lte=until).filter(
        Q(ends_on=None) | Q(ends_on__gte=since)
    )
    rows = [
        (one.position.title, str(one.position.department or "–"), one.person.name,
         str(Tenure.Kind(one.kind).label), wib(one.starts_on),
         wib(one.ends_on) if one.ends_on else _("sekarang"), one.order_number)
        for one in tenures.select_related("position__department", "person")
        .distinct()
        .order_by("position__department__sort_name", "position__title", "starts_on", "pk")
    ]  # fmt: skip
    heads = (_("Jabatan"), _("OPD"), _("Pemegang"), _("Jenis"), _("Sejak"), _("Sampai"),
             _("Surat perintah"))  # fmt: skip
    return Section("jabatan", _("Pemegang jabatan saat itu"), heads, rows)


def span(incident: Incident, at: datetime) -> tuple[datetime, datetime]:
    """From when it was found until it was closed, or until now."""
    return min(one.found_at for one in incident.family), incident.closed_at or at


def _role(told: str) -> str:
    policy = POLICY[Role.HEAD if told == "office_head" else Role(told)]
    return policy.label_en if english() else policy.label_id


def _withdrawn(moment: datetime | None, why: str) -> str:
    return f"{wib_short(moment)}: {why}" if moment else ""


def _rungs(ladder: list[dict[str, Any]]) -> str:
    return "; ".join(f"{when(rung)}: {whom(rung)}" for rung in from_data(ladder))
