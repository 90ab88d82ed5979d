"""Sections about what the office did: requests, warnings, tasks, looks at services, meetings, who
had to be told, and the texts that were in force."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from secops.house.text import angka, wib_short
from secops.house.words import mark, say
from secops.incidents.checks.models import ServiceCheck
from secops.incidents.dossier.around import span
from secops.incidents.dossier.sections import Section
from secops.incidents.lessons.models import Review
from secops.incidents.meetings.models import Meeting
from secops.incidents.models import Incident
from secops.incidents.notices.models import Notice as Warned
from secops.incidents.privacy.models import AgencyLetter, NoticeText
from secops.incidents.privacy.models import Notice as PrivacyNotice
from secops.incidents.privacy.people import people_of
from secops.incidents.requests.models import OutgoingRequest
from secops.incidents.tasks.models import Task
from secops.outbox.models import MessageText
from secops.rules.incident import Phase
from secops.rules.labels import label
from secops.rules.tlp import PRINTED, Marking


def requests(incident: Incident, at: datetime) -> Section:
    """What was asked of others, and what came back."""
    rows = [
        (one.code, str(one.get_kind_display()), one.to, one.text, one.letter_number,
         _when(one.sent_at), one.sent_proof, _when(one.awaited_by), _when(one.answered_at),
         one.answer, _ended(one.withdrawn_at, one.withdrawn_why))
        for one in OutgoingRequest.objects.filter(incident__in=incident.family).order_by("pk")
    ]  # fmt: skip
    heads = (_("Nomor"), _("Jenis"), _("Kepada"), _("Yang diminta"), _("Nomor surat"),
             _("Terkirim"), _("Bukti"), _("Ditunggu sampai"), _("Dijawab"), _("Jawaban"),
             _("Ditarik"))  # fmt: skip
    return Section("permintaan", _("Permintaan keluar"), heads, rows)


def warnings(incident: Incident, at: datetime) -> Section:
    """Warnings of the agency: what they said, what was found, when they were answered.

    What is for named persons only (TLP:RED) is not copied into a file that goes from hand to hand.
    """
    found = list(Warned.objects.filter(incident__in=incident.family).order_by("received_at"))
    rows = [
        (one.code, one.number, one.sender, wib_short(one.received_at), PRINTED[Marking(one.tlp)],
         _unless_red(one.tlp, one.code, one.indication), str(one.get_finding_display()),
         _unless_red(one.tlp, one.code, one.finding_why), _when(one.answered_at),
         one.answer_proof, one.file_sha256)
        for one in found
    ]  # fmt: skip
    heads = (_("Nomor"), _("Nomor dokumen"), _("Pengirim"), _("Diterima"), "TLP", _("Indikasi"),
             _("Hasilnya"), _("Alasan"), _("Dijawab"), _("Bukti"), "SHA-256")  # fmt: skip
    return Section("peringatan", _("Peringatan BSSN"), heads, rows, markings=_copied(found))


def tasks(incident: Incident, at: datetime) -> Section:
    """Every task with its owner, its points, what came of it."""
    found = Task.objects.filter(incident__in=incident.family).prefetch_related("points")
    rows = []
    for one in found.select_related("owner_person", "owner_position").order_by("due_at", "pk"):
        points = "; ".join(
            f"{'✓' if point.done_at else '○'} {point.text}"
            for point in sorted(one.points.all(), key=lambda point: point.rank)
        )
        owner = str(one.owner_person or one.owner_position or "")
        rows.append(
            (one.title, say(Phase(one.phase)), _("wajib") if one.required else "", owner,
             wib_short(one.due_at), str(one.get_state_display()), points, one.ready_text,
             _ended(one.ended_at, one.ended_why))
        )  # fmt: skip
    heads = (pgettext("incident task", "Tugas"), _("Tahap"), _("Wajib"), _("Pemegang"),
             _("Batas waktu"), _("Keadaan"), _("Butir"), _("Teks siap kirim"),
             _("Selesai"))  # fmt: skip
    return Section("tugas", _("Tugas insiden"), heads, rows)


def checks(incident: Incident, at: datetime) -> Section:
    """Looks at services, in the order of testing; withdrawn ones with the reason."""
    found = ServiceCheck.objects.filter(incident__in=incident.family)
    rows = [
        (one.subject, wib_short(one.tested_at), one.tester, one.method,
         str(one.get_result_display()), one.note, one.file_sha256,
         _ended(one.withdrawn_at, one.withdrawn_why))
        for one in found.select_related("application").order_by("tested_at", "pk")
    ]  # fmt: skip
    heads = (_("Layanan"), _("Diperiksa (WIB)"), _("Oleh"), _("Cara"), _("Hasil"), _("Catatan"),
             "SHA-256", _("Ditarik"))  # fmt: skip
    return Section("pemeriksaan-layanan", _("Pemeriksaan layanan"), heads, rows)


def meetings(incident: Incident, at: datetime) -> Section:
    """Who sat together, the facts, the decisions and what became of each.

    Of a meeting under TLP:RED no words are copied, as of a warning.
    """
    found = list(
        Meeting.objects.filter(incident__in=incident.family)
        .select_related("document")
        .prefetch_related("decisions__task", "decisions__directive")
        .order_by("held_at")
    )
    rows = []
    for one in found:
        decided = "; ".join(
            f"{row.text} → {became}"
            if (became := row.directive or row.task or row.advice)
            else row.text
            for row in sorted(one.decisions.all(), key=lambda row: row.rank)
        )
        rows.append(
            (one.code, wib_short(one.held_at), str(one.get_tlp_display()) if one.tlp else "",
             one.place, one.chair, ", ".join(one.present),
             _unless_red(one.tlp, one.code, "; ".join(one.facts)),
             _unless_red(one.tlp, one.code, decided), _when(one.next_at),
             one.document.number if one.document else "")
        )  # fmt: skip
    heads = (_("Nomor"), _("Waktu (WIB)"), "TLP", _("Tempat"), _("Pemimpin"), _("Hadir"),
             _("Fakta"), _("Keputusan"), _("Berikutnya"), _("Berita acara"))  # fmt: skip
    return Section("rapat", _("Rapat evaluasi"), heads, rows, markings=_copied(found))


def lessons(incident: Incident, at: datetime) -> Section:
    """What was learnt: what went well and what did not, the cause, what became of each action."""
    found = Review.objects.filter(incident__in=incident.family).order_by("held_at", "pk")
    rows = []
    for one in found.select_related("document").prefetch_related(
        "actions__task", "actions__directive"
    ):
        actions = "; ".join(
            f"{row.text} → {row.directive or row.task}" if row.directive or row.task else row.text
            for row in sorted(one.actions.all(), key=lambda row: row.rank)
        )
        rows.append(
            (one.code, wib_short(one.held_at), one.place, one.chair, ", ".join(one.present),
             one.happened, "; ".join(one.went_well), "; ".join(one.went_badly), one.root_cause,
             actions, one.document.number if one.document else "")
        )  # fmt: skip
    heads = (_("Nomor"), _("Waktu (WIB)"), _("Tempat"), _("Dipimpin oleh"), _("Hadir"),
             _("Yang terjadi"), _("Yang berjalan baik"), _("Yang tidak berjalan baik"),
             _("Akar masalah"), _("Tindakan"), _("Berita acara"))  # fmt: skip
    return Section("pembelajaran", _("Pembelajaran"), heads, rows)


def privacy(incident: Incident, at: datetime) -> Section:
    """Who had to be told, in counts; the agency; the public. No person is named."""
    rows: list[tuple[str, ...]] = []
    for notice in PrivacyNotice.objects.filter(incident__in=incident.family).order_by("pk"):
        counted = Counter(one.standing for one in people_of(notice))
        rows += [
            (notice.code, _("orang: %(standing)s") % {"standing": mark(label(standing))[2].lower()},
             angka(n), "")
            for standing, n in counted.items()
        ]  # fmt: skip
        letter = AgencyLetter.objects.filter(notice=notice).first()
        if letter is not None:
            rows.append((notice.code, _("lembaga"), wib_short(letter.sent_at), letter.proof))
        if notice.public_at is not None:
            word = _("diumumkan") if notice.public else _("tidak diumumkan")
            public = f"{word}, {wib_short(notice.public_at)}"
            rows.append((notice.code, _("masyarakat"), public, notice.public_reason))
    heads = (_("Nomor"), _("Siapa"), _("Jumlah atau waktu"), _("Bukti atau alasan"))
    title = _("Pemberitahuan pelindungan data")
    return Section("pelindungan-data", title, heads, rows)


def texts(incident: Incident, at: datetime) -> Section:
    """The words that went out: each version of the notice to persons, and the office's own
    sentences in messages while it was handled."""
    written = NoticeText.objects.filter(notice__incident__in=incident.family)
    rows = [
        (_("pemberitahuan pelindungan data"), angka(one.version),
         "\n".join([one.which_data, one.when_and_how, one.handling, one.advice, one.contact]),
         f"{one.written_by}, {wib_short(one.written_at)}",
         f"{one.approved_by}, {wib_short(one.approved_at)}" if one.approved_at else "")
        for one in written.select_related("written_by__person", "approved_by__person")
        .order_by("notice", "version")
    ]  # fmt: skip
    _since, until = span(incident, at)
    own = MessageText.objects.filter(written_at__lte=until)
    rows += [
        (f"{one.passage} ({one.language})", angka(one.version),
         one.body or _("kembali ke teks Siaga"), f"{one.written_by}, {wib_short(one.written_at)}",
         "")
        for one in own.select_related("written_by__person")
        .order_by("passage", "language", "version")
    ]  # fmt: skip
    heads = (_("Teks"), _("Versi"), _("Isi"), _("Ditulis"), _("Disetujui"))
    return Section("teks", _("Teks pesan yang berlaku"), heads, rows)


def _unless_red(tlp: str, code: str, words: str) -> str:
    if words and tlp == Marking.RED.value:
        return _("tidak disalin (TLP:RED), baca pada %(code)s") % {"code": code}
    return words


def _copied(found: Iterable[Warned] | Iterable[Meeting]) -> frozenset[Marking]:
    marks = {Marking(one.tlp) for one in found if one.tlp}
    return frozenset(marks - {Marking.RED})


def _when(moment: datetime | None) -> str:
    return wib_short(moment) if moment else ""


def _ended(moment: datetime | None, why: str) -> str:
    return f"{wib_short(moment)}: {why}" if moment else ""
