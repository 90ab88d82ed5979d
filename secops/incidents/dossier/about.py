"""Sections about the incident itself: record, chronology, terms, decisions, words in public."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from secops.audit.models import Entry
from secops.audit.sentences import sentence
from secops.compliance.duties.words import say
from secops.house.text import wib, wib_short
from secops.incidents.clocks import clocks_elsewhere, clocks_of
from secops.incidents.dossier.sections import Attached, Section
from secops.incidents.models import (
    ChronologyRow,
    ClockTold,
    Incident,
    PublicDecision,
    PublicStatement,
)
from secops.incidents.papers import chronology_paper, moment_words
from secops.incidents.queries import (
    chronology_of,
    facts_of,
    impacts_of,
    owner_words,
    phases_of,
)
from secops.incidents.statements.words import whole_text
from secops.rules.clock_steps import ClockStep
from secops.rules.incident import Phase, Risk, Severity
from secops.rules.statement import Kind, State


def record(incident: Incident, at: datetime) -> Section:
    """The record by the law, of the incident and what was merged into it."""
    rows: list[tuple[str, ...]] = []
    for one in incident.family:
        pairs: list[tuple[str, object]] = [
            (_("Judul"), one.title),
            (_("Uraian"), one.description),
            (_("Tahap"), say(Phase(one.phase))),
            (_("Tingkat keparahan"), say(Severity(one.severity)) if one.severity else None),
            (_("Risiko"), say(Risk(one.risk)) if one.risk else None),
            (_("Pemilik insiden"), owner_words(one) or None),
            *facts_of(one, whole=True),
            *((_("Dampak: %(part)s") % {"part": name}, text) for name, text in impacts_of(one)),
            *(
                (_("Yang dilakukan: %(phase)s") % {"phase": done.word}, done.newest.text)
                for done in phases_of(one)
                if done.newest
            ),
        ]
        if one.merged_at is not None:
            words = f"{wib(one.merged_at)}: {one.merged_why}"
            pairs.append((_("Digabung ke %(code)s") % {"code": incident.code}, words))
        rows += [(one.code, name, str(value)) for name, value in pairs if value]
    return Section("catatan", _("Catatan insiden"), (_("Nomor"), _("Isian"), _("Isi")), rows)


def _replaced(row: ChronologyRow) -> str:
    return f"{wib_short(row.happened_at)}: {row.shown_event}"


def chronology(incident: Incident, at: datetime) -> Section:
    """The law's table, also as the paper of its own; replaced lines are named."""
    rows = [
        (moment_words(row), row.shown_event, row.shown_source, row.person,
         _("sistem") if row.by_system else "",
         _replaced(row.replaces) if row.replaces else "")
        for row in chronology_of(incident)
    ]  # fmt: skip
    heads = (_("Waktu (WIB)"), _("Peristiwa"), _("Sumber bukti"), _("Petugas"), _("Asal"),
             _("Sebelum diperbaiki"))  # fmt: skip
    paper = Attached("kronologi.pdf", lambda: chronology_paper(incident, at=at))
    return Section("kronologi", _("Kronologi"), heads, rows, files=[paper])


def terms(incident: Incident, at: datetime) -> Section:
    """Every clock with its start, end, proof, and who was told while it ran."""
    clocks = clocks_of(incident, at=at)
    for one in incident.family:
        clocks += clocks_elsewhere(one, at=at)
    told: dict[str, list[str]] = {}
    for row in ClockTold.objects.filter(key__in=[clock.key for clock in clocks]).order_by(
        "told_at"
    ):
        words = f"{_STEPS[ClockStep(row.step)]()} {wib_short(row.told_at)} ({row.people})"
        told.setdefault(row.key, []).append(words)
    rows = [
        (clock.what, f"{clock.label}: {clock.basis}", wib(clock.started_at), wib(clock.due_at),
         wib(clock.stopped_at) if clock.stopped_at else _("belum"), clock.proof, clock.mark[2],
         "; ".join(told.get(clock.key, [])))
        for clock in clocks
    ]  # fmt: skip
    heads = (_("Hitungan waktu"), _("Dasar"), _("Mulai"), _("Batas waktu"), _("Terkirim"),
             _("Bukti"), _("Hasil"), _("Yang diberi tahu (orang)"))  # fmt: skip
    return Section("hitungan-waktu", _("Hitungan waktu"), heads, rows)


def decisions(incident: Incident, at: datetime) -> Section:
    """The decision about the public, and every deed of the trail about this and what it ordered."""
    family = incident.family
    about = Q(object_type=Incident._meta.label_lower, object_id__in=[str(one.pk) for one in family])
    for name in ("directives", "campaigns", "statements"):
        for one in family:
            manager = getattr(one, name)
            keys = [str(pk) for pk in manager.values_list("pk", flat=True)]
            about |= Q(object_type=manager.model._meta.label_lower, object_id__in=keys)
    rows: list[tuple[str, ...]] = [
        (wib_short(one.decided_at), one.decided_by,
         (_("Masyarakat diberi tahu") if one.tell else _("Masyarakat tidak perlu diberi tahu"))
         + f": {one.reason}", "UU 27/2022 Pasal 46 ayat (3)")
        for one in PublicDecision.objects.filter(incident__in=family).order_by("decided_at")
    ]  # fmt: skip
    rows += [
        (wib_short(entry.at), entry.actor_label, sentence(entry), f"#{entry.pk}")
        for entry in Entry.objects.filter(about).order_by("at", "pk").iterator()
    ]
    heads = (_("Waktu (WIB)"), _("Siapa"), _("Keputusan atau tindakan"), _("Catatan audit"))
    return Section("keputusan", _("Keputusan dan catatan audit"), heads, rows)


def statements(incident: Incident, at: datetime) -> Section:
    """What was said in public: every version, who approved it, the facts it rested on."""
    rows = []
    found = PublicStatement.objects.filter(incident__in=incident.family)
    for said in found.select_related(
        "written_by__person", "approved_by__person", "published_by__person"
    ).order_by("written_at", "pk"):
        facts = "; ".join(
            f"{fact.words} ({fact.source})" if fact.source else fact.words
            for fact in said.facts.all()
        )
        rows.append(
            (said.code, f"{say(Kind(said.kind))}, {say(State(said.state))}", whole_text(said),
             facts, str(said.written_by), str(said.approved_by or ""),
             wib_short(said.published_at) if said.published_at else "", said.channel,
             wib_short(said.superseded_at) if said.superseded_at else "")
        )  # fmt: skip
    heads = (_("Nomor"), _("Jenis"), _("Teks"), _("Fakta"), _("Ditulis"), _("Disetujui"),
             _("Terbit (WIB)"), _("Saluran"), _("Diganti (WIB)"))  # fmt: skip
    return Section("pernyataan", _("Pernyataan resmi"), heads, rows)


_STEPS = {
    ClockStep.WARNED: lambda: _("tiga perempat waktu"),
    ClockStep.CLOSE: lambda: _("tujuh perdelapan waktu"),
    ClockStep.BREACHED: lambda: _("lewat batas waktu"),
}
