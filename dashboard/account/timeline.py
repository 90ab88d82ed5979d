"""Everything that ever happened to one account, in one query and one list.

Each part of the union answers with the moment, a name and what its sentence needs. Whoever sees a
department alone (its head, its agent) is not told source, date and length of a leak (RULES 8).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.urls import reverse
from django.utils.translation import gettext as _

from secops.compliance.rotations.models import Answer, Exemption
from secops.compliance.rotations.words import say
from secops.house.text import angka, masked_name, wib, wib_short
from secops.inventory.models import Account
from secops.outbox.models import Message
from secops.rules.ladder import SNOOZES
from secops.rules.log_in import Finding, Word
from secops.rules.rotation import AnswerKind, Origin, TroubleReason
from secops.rules.snooze import SnoozeReason

#: The newest so many are shown.
SHOWN = 200

_NAME = "(SELECT COALESCE(p.name, u.email) FROM accounts_user u LEFT JOIN accounts_person p ON p.id = u.person_id WHERE u.id = {})"  # noqa: E501

_PARTS = {
    "exposure": """
        SELECT e.received_at, jsonb_build_object('report', l.id, 'file', l.file_name,
            'source', l.source, 'leaked', e.effective_at, 'withdrawn', l.withdrawn_at,
            'device', d.name)
        FROM inventory_exposure e
        JOIN inventory_leakreport l ON l.id = e.report_id
        LEFT JOIN inventory_device d ON d.id = e.device_id
        WHERE e.account_id = %(account)s AND %(sees_leaks)s""",
    "cleaned": """
        SELECT DISTINCT d.cleaned_at, jsonb_build_object('device', d.name)
        FROM inventory_exposure e
        JOIN inventory_device d ON d.id = e.device_id
        WHERE e.account_id = %(account)s AND d.cleaned_at IS NOT NULL""",
    "joined": """
        SELECT r.joined_at, jsonb_build_object('code', c.code, 'name', c.name, 'due', r.due_at,
            'later', r.joined_later)
        FROM rotations_rotation r JOIN rotations_campaign c ON c.id = r.campaign_id
        WHERE r.account_id = %(account)s""",
    "written_off": f"""
        SELECT r.written_off_at, jsonb_build_object('why', r.written_off_why,
            'by', {_NAME.format("r.written_off_by_id")})
        FROM rotations_rotation r
        WHERE r.account_id = %(account)s AND r.written_off_at IS NOT NULL""",
    "message": """
        SELECT COALESCE(m.sent_at, m.created_at), jsonb_build_object('subject', m.subject,
            'channel', m.channel, 'state', m.state, 'reason', m.reason)
        FROM outbox_message m
        WHERE m.person_id = ANY(%(people)s) AND EXISTS (
            SELECT 1 FROM rotations_rotation r
            WHERE r.account_id = %(account)s AND m.payload->'rotations' @> to_jsonb(r.id))""",
    "answer": f"""
        SELECT s.given_at, jsonb_build_object('kind', s.kind, 'reason', s.reason,
            'note', s.note, 'channel', s.channel, 'late', s.late, 'risk', s.risk,
            'said_by', s.said_by, 'photo', s.slip_id,
            'person', p.name, 'by', {_NAME.format("s.recorded_by_id")})
        FROM rotations_answer s
        JOIN rotations_rotation r ON r.id = s.rotation_id
        LEFT JOIN accounts_person p ON p.id = s.person_id
        WHERE r.account_id = %(account)s""",
    "snooze": """
        SELECT z.said_at, jsonb_build_object('until', z.until, 'reason', z.reason,
            'note', z.note, 'channel', z.channel, 'ended', z.ended_at, 'person', p.name,
            'n', row_number() OVER (PARTITION BY z.rotation_id, z.person_id
                ORDER BY z.said_at, z.id))
        FROM rotations_snooze z
        JOIN rotations_rotation r ON r.id = z.rotation_id
        JOIN accounts_person p ON p.id = z.person_id
        WHERE r.account_id = %(account)s""",
    "slip": f"""
        SELECT COALESCE(slip.handed_over_at, slip.printed_at), jsonb_build_object(
            'handed', slip.handed_over_at IS NOT NULL, 'photo', slip.photo_id,
            'by', {_NAME.format("COALESCE(slip.handed_over_by_id, slip.printed_by_id)")})
        FROM reminders_slip slip JOIN accounts_answerlink l ON l.id = slip.link_id
        WHERE slip.person_id = ANY(%(people)s) AND EXISTS (
            SELECT 1 FROM rotations_rotation r
            WHERE r.account_id = %(account)s AND l.subjects->'rotations' @> to_jsonb(r.id))""",
    "transfer": f"""
        SELECT COALESCE(t.decided_at, t.offered_at), jsonb_build_object('accepted', t.accepted,
            'to', d.name, 'note', t.note, 'why', t.why,
            'by', {_NAME.format("COALESCE(t.decided_by_id, t.offered_by_id)")})
        FROM rotations_transfer t JOIN accounts_department d ON d.id = t.to_department_id
        WHERE t.account_id = %(account)s""",
    "closing": """
        SELECT r.closing_asked_at, jsonb_build_object('application', a.name)
        FROM rotations_rotation r JOIN inventory_application a ON a.id = r.application_id
        WHERE r.account_id = %(account)s AND r.closing_asked_at IS NOT NULL""",
    "reading": """
        SELECT seen.read_at, jsonb_build_object('changed', seen.changed_to,
            'username', seen.username_changed_at, 'revoked', seen.sessions_revoked_at,
            'sessions', seen.open_sessions, 'disabled', seen.disabled_at,
            'last_login', seen.last_login_at, 'must_change', seen.must_change,
            'source', f.source, 'origin', f.origin, 'withdrawn', f.withdrawn_at)
        FROM (SELECT *, row_number() OVER (
                PARTITION BY changed_to, username_changed_at, sessions_revoked_at, disabled_at
                ORDER BY read_at) AS said
              FROM inventory_reading WHERE account_id = %(account)s) AS seen
        JOIN inventory_readingsfile f ON f.id = seen.file_id
        WHERE seen.said = 1""",
    "contained": """
        SELECT f.contained_at, jsonb_build_object('how', max(c.how))
        FROM inventory_accountfacts f
        JOIN inventory_account a ON a.id = f.account_id
        LEFT JOIN inventory_containment c
            ON c.application_id = a.application_id AND c.contained_at = f.contained_at
        WHERE f.account_id = %(account)s AND f.contained_at IS NOT NULL
        GROUP BY f.contained_at""",
    "exempt": f"""
        SELECT x.approved_at, jsonb_build_object('what', x.what, 'reason', x.reason,
            'until', x.until, 'revoked', x.revoked_at, 'by', {_NAME.format("x.approved_by_id")})
        FROM rotations_exemption x JOIN rotations_rotation r ON r.id = x.rotation_id
        WHERE r.account_id = %(account)s""",
    "believed": f"""
        SELECT d.decided_at, jsonb_build_object('reason', d.reason, 'changed', d.changed_at,
            'by', {_NAME.format("d.decided_by_id")})
        FROM rotations_massresetdecision d
        JOIN inventory_account a ON a.application_id = d.application_id
        JOIN inventory_accountfacts f ON f.account_id = a.id
        WHERE a.id = %(account)s AND date_trunc('second', f.change_from)
            = date_trunc('second', d.changed_at)""",
    "log_in": f"""
        SELECT COALESCE(v.found_at, v.word_at, v.asked_at), jsonb_build_object(
            'login', v.login_at, 'word', v.word, 'finding', v.finding, 'note', v.note,
            'by', {_NAME.format("COALESCE(v.found_by_id, v.recorded_by_id)")})
        FROM rotations_loginreview v JOIN rotations_rotation r ON r.id = v.rotation_id
        WHERE r.account_id = %(account)s""",
    "sample": f"""
        SELECT s.checked_at, jsonb_build_object('drawn', s.drawn, 'changed', s.changed,
            'passed', s.passed, 'by', {_NAME.format("s.checked_by_id")})
        FROM rotations_samplecheck s
        JOIN rotations_rotation r
            ON r.campaign_id = s.campaign_id AND r.application_id = s.application_id
        WHERE r.account_id = %(account)s""",
}
_UNION = " UNION ALL ".join(
    f"SELECT at, '{name}' AS name, data FROM ({part}) AS {name} (at, data)"
    for name, part in _PARTS.items()
)
_QUERY = f"SELECT at, name, data FROM ({_UNION}) AS event ORDER BY at DESC, name LIMIT %(shown)s"


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the timeline, as the house's `timeline` takes it."""

    at: datetime
    text: str
    tone: str = "quiet"
    detail: str = ""
    who: str = ""
    url: str = ""


def timeline_of(
    account: Account, *, sees_leaks: bool, opens_reports: bool, sees_names: bool
) -> list[Event]:
    """Return what happened to the account, newest first."""
    people = [pk for pk in (account.holder_id, account.owner_id) if pk is not None]
    with connection.cursor() as cursor:
        cursor.execute(
            _QUERY,
            {
                "account": account.pk,
                "people": people,
                "sees_leaks": sees_leaks,
                "shown": SHOWN,
            },
        )
        rows = cursor.fetchall()
    reader = {"sees_names": sees_names, "opens_reports": opens_reports}
    return [_SAY[name](at, _read(data) | reader) for at, name, data in rows]


def _read(data: str | dict[str, Any]) -> dict[str, Any]:
    """The part's words; moments are moments again."""
    found: dict[str, Any] = json.loads(data) if isinstance(data, str) else data
    for key in _MOMENTS & found.keys():
        if found[key]:
            found[key] = datetime.fromisoformat(found[key])
    return found


_MOMENTS = {"leaked", "withdrawn", "due", "changed", "username", "revoked", "disabled", "until",
            "last_login", "login", "ended"}  # fmt: skip


def _exposure(at: datetime, it: dict[str, Any]) -> Event:
    text = _("Ada dalam laporan kebocoran %(file)s") % {"file": it["file"]}
    if it["source"]:
        text += " " + _("dari %(source)s") % {"source": it["source"]}
    parts = [_("bocor paling lambat %(when)s") % {"when": wib_short(it["leaked"])}]
    if it["device"]:
        parts.append(_("terlihat di komputer %(name)s") % {"name": it["device"]})
    if it["withdrawn"]:
        parts.append(_("laporan sudah ditarik, tidak dihitung lagi"))
    url = reverse("leak-report", args=[it["report"]]) if it["opens_reports"] else ""
    tone = "quiet" if it["withdrawn"] else "late"
    return Event(at, text, tone, " · ".join(parts), url=url)


def _cleaned(at: datetime, it: dict[str, Any]) -> Event:
    return Event(at, _("Komputer %(name)s dibersihkan") % {"name": it["device"]}, "ok")


def _joined(at: datetime, it: dict[str, Any]) -> Event:
    text = _("Masuk penggantian serentak %(name)s") % {"name": it["name"]}
    if it["later"]:
        text += " " + _("(menyusul setelah mulai)")
    detail = _("Batas waktu %(due)s") % {"due": wib(it["due"])}
    return Event(at, text, "info", detail, url=reverse("campaign", args=[it["code"]]))


def _written_off(at: datetime, it: dict[str, Any]) -> Event:
    return Event(at, _("Dikeluarkan dari hitungan"), "quiet", it["why"], it["by"] or "")


_SENT = {Message.State.SENT, Message.State.REACHED}


def _message(at: datetime, it: dict[str, Any]) -> Event:
    channel = str(Message.Channel(it["channel"]).label)
    state = Message.State(it["state"])
    text = _("Pesan %(channel)s: %(subject)s") % {
        "channel": channel,
        "subject": it["subject"] or _("(belum disusun)"),
    }
    tone = {"failed": "late", "unknown": "soon"}.get(state, "quiet")
    detail = str(state.label) + (f": {it['reason']}" if it["reason"] else "")
    return Event(at, text, "info" if state in _SENT else tone, detail)


def _answer(at: datetime, it: dict[str, Any]) -> Event:
    words = say(AnswerKind(it["kind"]))
    if it["reason"]:
        words = f"{words}: {_small(say(TroubleReason(it['reason'])))}"
    channel = str(Answer.Channel(it["channel"]).label)
    parts = [_("lewat %(channel)s") % {"channel": channel}]
    if it["by"]:
        parts.append(_("dicatatkan, belum sebagai bukti"))
    if it["said_by"]:
        parts.append(_("menurut %(who)s") % {"who": it["said_by"]})
    if it["photo"]:
        parts.append(_("foto lembar terlampir"))
    if it["late"]:
        parts.append(_("setelah batas waktu"))
    if it["risk"]:
        parts.append(_("bertanda risiko: alamatnya mungkin ikut bocor"))
    if it["note"]:
        parts.append(f"“{it['note']}”")
    person = it["person"] or _("pemegang")
    who = it["by"] or (person if it["sees_names"] else masked_name(person))
    tone = "soon" if it["kind"] == AnswerKind.TROUBLE or it["risk"] else "info"
    return Event(at, words, tone, " · ".join(parts), who, url=_photo(it["photo"]))


def _snooze(at: datetime, it: dict[str, Any]) -> Event:
    words = _("Minta diingatkan lagi %(when)s (%(n)s dari %(all)s): %(why)s") % {
        "when": wib(it["until"]),
        "n": angka(it["n"]),
        "all": angka(SNOOZES),
        "why": _small(say(SnoozeReason(it["reason"]))),
    }
    parts = [_("lewat %(channel)s") % {"channel": str(Answer.Channel(it["channel"]).label)}]
    if it["note"]:
        parts.append(f"“{it['note']}”")
    if it["ended"]:
        parts.append(
            _("berakhir %(when)s karena ada kabar lebih baru") % {"when": wib_short(it["ended"])}
        )
    who = it["person"] if it["sees_names"] else masked_name(it["person"])
    return Event(at, words, "soon", " · ".join(parts), who)


def _photo(pk: int | None) -> str:
    return reverse("slip-photo", args=[pk]) if pk else ""


def _slip(at: datetime, it: dict[str, Any]) -> Event:
    if not it["handed"]:
        return Event(at, _("Lembar kode dicetak, belum diserahkan"), "quiet", "", it["by"])
    detail = _("foto lembar terlampir") if it["photo"] else ""
    words = _("Lembar kode diserahkan dan ditandatangani")
    return Event(at, words, "info", detail, it["by"], url=_photo(it["photo"]))


def _transfer(at: datetime, it: dict[str, Any]) -> Event:
    words = {
        None: _("Ditawarkan ke %(department)s"),
        True: _("Diterima %(department)s"),
        False: _("Ditolak %(department)s"),
    }[it["accepted"]] % {"department": it["to"]}
    return Event(at, words, "info", it["why"] or it["note"], it["by"])


def _closing(at: datetime, it: dict[str, Any]) -> Event:
    words = _("Pemilik %(application)s diminta menonaktifkan akun ini")
    return Event(at, words % {"application": it["application"]}, "soon")


def _reading(at: datetime, it: dict[str, Any]) -> Event:
    parts = []
    if it["disabled"]:
        parts.append(_("dinonaktifkan %(when)s") % {"when": wib_short(it["disabled"])})
    if it["changed"]:
        parts.append(_("kata sandi diganti %(when)s") % {"when": wib_short(it["changed"])})
    if it["username"]:
        parts.append(
            _("nama pengguna (username) diganti %(when)s") % {"when": wib_short(it["username"])}
        )
    if it["revoked"]:
        parts.append(_("sesi login dikeluarkan %(when)s") % {"when": wib_short(it["revoked"])})
    if it["sessions"] is not None:
        parts.append(_("%(n)s sesi login terbuka") % {"n": angka(it["sessions"])})
    if it["must_change"]:
        parts.append(_("wajib ganti saat masuk"))
    text = _("Data dari sistem: %(what)s") % {"what": ", ".join(parts) or _("tidak ada tanggal")}
    detail = f"{it['source'] or _('tanpa nama sumber')} · {_small(say(Origin(it['origin'])))}"
    if it["withdrawn"]:
        return Event(at, text, "quiet", f"{detail} · {_('sudah ditarik, tidak dihitung lagi')}")
    return Event(at, text, "ok" if it["changed"] or it["disabled"] else "quiet", detail)


def _contained(at: datetime, it: dict[str, Any]) -> Event:
    return Event(at, _("Dikunci di sumber oleh pemilik aplikasi"), "ok", it["how"] or "")


def _exempt(at: datetime, it: dict[str, Any]) -> Event:
    what = str(Exemption.What(it["what"]).label)
    parts = [it["reason"]]
    if it["until"]:
        parts.append(_("sampai %(when)s") % {"when": wib_short(it["until"])})
    if it["revoked"]:
        parts.append(_("dicabut %(when)s") % {"when": wib_short(it["revoked"])})
    return Event(
        at, _("Dikecualikan: %(what)s") % {"what": what}, "quiet", " · ".join(parts), it["by"]
    )


def _believed(at: datetime, it: dict[str, Any]) -> Event:
    text = _("Penggantian serentak oleh administrator (%(when)s) diterima sebagai bukti") % {
        "when": wib_short(it["changed"])
    }
    return Event(at, text, "info", it["reason"], it["by"])


def _log_in(at: datetime, it: dict[str, Any]) -> Event:
    parts = []
    if it["word"]:
        parts.append(_("jawaban pemegang: %(word)s") % {"word": _small(say(Word(it["word"])))})
    if it["finding"]:
        parts.append(_("kantor: %(finding)s") % {"finding": _small(say(Finding(it["finding"])))})
    if it["note"]:
        parts.append(f"“{it['note']}”")
    text = _("Ada yang masuk %(when)s: apakah ini pemegangnya?") % {"when": wib_short(it["login"])}
    bad = it["finding"] == Finding.NOT_ORDINARY or (not it["finding"] and it["word"] == Word.NOT_ME)
    return Event(at, text, "late" if bad else "info", " · ".join(parts), it["by"] or "")


def _sample(at: datetime, it: dict[str, Any]) -> Event:
    text = _("Uji petik aplikasi: %(n)s dari %(all)s akun benar sudah diganti") % {
        "n": angka(it["changed"]),
        "all": angka(it["drawn"]),
    }
    return Event(at, text, "ok" if it["passed"] else "late", "", it["by"])


_SAY: dict[str, Callable[[datetime, dict[str, Any]], Event]] = {
    "exposure": _exposure,
    "cleaned": _cleaned,
    "joined": _joined,
    "written_off": _written_off,
    "message": _message,
    "answer": _answer,
    "slip": _slip,
    "snooze": _snooze,
    "transfer": _transfer,
    "closing": _closing,
    "reading": _reading,
    "contained": _contained,
    "exempt": _exempt,
    "believed": _believed,
    "log_in": _log_in,
    "sample": _sample,
}


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]
