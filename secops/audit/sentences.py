"""What each verb of the trail says to its reader; a guard keeps the table complete.

Placeholders are keys of the entry's `data`, plus `object`. What a sentence does not need stays in
the data for who opens the entry.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from secops.audit.models import Entry
from secops.audit.office_sentences import OF_THE_OFFICE
from secops.audit.values import say_value

SENTENCES: Mapping[str, str | Promise] = OF_THE_OFFICE | {
    # incidents
    "channel.hook_registered": _("mendaftarkan alamat balasan {object}"),
    "reply.taken": _("menjawab lewat {channel}: {word}"),
    "reply.recorded": _("mencatat balasan {person} ({channel})"),
    "reply.taken_as": _("menghitung balasan {person} sebagai {word}"),
    "reply.answered": _("menjawab {object}"),
    "reply.settled": _("menyelesaikan {object}: {note}"),
    "reply.sender_known": _("mencatat pengirim {object} sebagai {person}"),
    "false_message.reported": _("melaporkan pesan palsu lewat {channel}"),
    "false_message.judged": _("memeriksa pesan palsu: {finding}"),
    "incident.recorded": _("mencatat insiden {object}"),
    "incident.ordered": _("membuat arahan {code} dari {object}"),
    "incident.changed": _("mengubah insiden {object}: {fields}"),
    "incident.moved": _("memindahkan {object} dari tahap {origin} ke {target}"),
    "incident.moved_back": _("mengembalikan {object} dari tahap {origin} ke {target}: {reason}"),
    "incident.closed": _("menutup insiden {object}"),
    "incident.refuted": _("menyatakan {object} tidak terbukti: {reason}"),
    "incident.log_ins_added": _("menambahkan {accounts} akun yang dimasuki ke {object}"),
    "incident.reported_out": _("melaporkan {object}: {receiver}"),
    "handover.drafted": _("menulis berita acara serah terima {codes}"),
    "handover.done": _("menyerahkan barang bukti kepada {receiver}: {object}"),
    "handover.shared": _("membuka barang bukti {object} untuk {organisation}"),
    "handover.unshared": _("menutup barang bukti {object} untuk {organisation}"),
    "notice.opened": _("memulai pemberitahuan pelindungan data {object}: {people} orang"),
    "notice.listed": _("menambah {people} orang ke {object}, {unknown} tanpa kontak"),
    "notice.written": _("menulis teks {object} versi {version}"),
    "notice.approved": _("menyetujui teks {object} versi {version}"),
    "notice.sent": _("mengirim {object} kepada {people} orang"),
    "notice.told_by_hand": _("mencatat {people} orang pada {object} diberi tahu: {how}"),
    "notice.agency_told": _("mencatat surat kepada lembaga untuk {object}: {proof}"),
    "notice.public_yes": _("memutuskan mengumumkan {object} kepada masyarakat: {reason}"),
    "notice.public_no": _("memutuskan tidak mengumumkan {object}: {reason}"),
    "evidence_item.taken_in": _("menerima barang bukti {object}"),
    "evidence_item.viewed": _("membuka catatan barang bukti {object}"),
    "evidence_item.downloaded": _("mengunduh barang bukti {object}: {reason}"),
    "evidence_item.checked": _("memeriksa barang bukti {object}: utuh"),
    "evidence_item.found_changed": _("menemukan barang bukti {object} BERUBAH di disk"),
    "evidence_item.found_missing": _("menemukan barang bukti {object} HILANG dari disk"),
    "evidence_item.restored": _("menemukan barang bukti {object} utuh kembali"),
    "evidence_item.transferred": _("memindahtangankan barang bukti {object}: {reason}"),
    "evidence_item.handed_over": _("menyerahkan barang bukti {object}: {reason}"),
    "evidence_item.exported": _("mengekspor barang bukti {object}: {reason}"),
    "evidence_item.held": _("menahan barang bukti {object}: {reason}"),
    "evidence_item.released": _("mencabut penahanan barang bukti {object}: {reason}"),
    "evidence_item.linked": _("mengaitkan barang bukti {object} dengan {reason}"),
    "evidence_item.noted": _("menambah catatan pada barang bukti {object}: {reason}"),
    "incident.phase_written": _("mencatat yang dilakukan pada tahap {target}, {object}"),
    "incident.public_to_be_told": _(
        "mencatat keputusan memberi tahu masyarakat tentang {object}, oleh {decided_by}: {reason}"
    ),
    "incident.public_not_told": _(
        "mencatat keputusan tidak memberi tahu masyarakat tentang {object}, oleh {decided_by}: "
        "{reason}"
    ),
    "incident.merged": _("menggabungkan {object} ke {into}: {reason}"),
    "incident.took_in": _("menerima gabungan {code} di {object}: {reason}"),
    "incident.unmerged": _("memisahkan {object} dari {into}: {reason}"),
    "incident.linked": _("mengaitkan {object} dengan {code}"),
    "incident.unlinked": _("melepas kaitan {object} dengan {code}"),
    "chronology.pasted": _("menempel {rows} baris ke kronologi {object}"),
    "chronology.taken": _("memasukkan {rows} baris catatan sistem ke kronologi {object}"),
    "chronology.hidden": _("menyembunyikan catatan sistem dari kronologi {object}: {event}"),
    "chronology.shown": _("menampilkan lagi catatan sistem pada kronologi {object}"),
    "dossier.exported": _("mengunduh berkas pemeriksaan {object} ({files} berkas)"),
    "dossier.sampled": _("menarik sampel {drawn} dari {population} akun {object}, benih {seed}"),
    "chronology.added": _("menambah kronologi {object}: {event}"),
    "chronology.replaced": _("memperbaiki kronologi {object}: {event}"),
    # claims
    "claim.recorded": _("mencatat klaim {object}"),
    "claim.changed": _("mengubah klaim {object}, nilai {grade}"),
    "claim.captured": _("menyimpan tangkapan {file} pada {object}"),
    "claim.capture_handed_out": _("mengambil tangkapan {file} dari {object}"),
    "claim.sample_checked": _(
        "mencocokkan sampel pada {object}: {known} dari {rows} baris akun yang dikenal"
    ),
    "claim.decided": _("memutuskan klaim {object}: {disposition}"),
    "claim.became_incident": _("menjadikan klaim {object} insiden {code}"),
    "claim.linked": _("mengaitkan klaim {object} dengan {code}"),
    # service checks, tasks, notices, requests, meetings
    "check.recorded": _("mencatat pemeriksaan {subject}: {check_result}"),
    "check.withdrawn": _("menarik pemeriksaan {subject}: {reason}"),
    "evidence_item.disposed": _("memusnahkan berkas {object}: {reason}"),
    "disposal.proposed": _("mengusulkan pemusnahan {codes}: {reason}"),
    "disposal.done": _("memusnahkan {n} barang bukti, {object}"),
    "disposal.dropped": _("membatalkan usulan pemusnahan: {reason}"),
    "check.shown": _("menampilkan {name} di laman publik: {check_result}"),
    "check.hidden": _("menurunkan {name} dari laman publik: {reason}"),
    "check.file_viewed": _("membuka bukti {file} dari pemeriksaan {object}"),
    "incident.tasks_loaded": _("memuat {n} tugas siap pakai ({incident_class}) pada {object}"),
    "ready_task.added": _("menambah tugas siap pakai kelas {object}: {task}, versi {version}"),
    "ready_task.changed": _("mengubah tugas siap pakai kelas {object}: {task}, versi {version}"),
    "ready_task.removed": _("menghapus tugas siap pakai kelas {object}: {task}, versi {version}"),
    "ready_task.moved": _("memindahkan tugas siap pakai kelas {object}: {task}, versi {version}"),
    "ready_task.reset": _(
        "mengembalikan tugas siap pakai kelas {object} ke bawaan: versi {version}"
    ),
    "task.written": _("membuat tugas {object} pada {code} untuk {owner}, batas waktu {due}"),
    "task.changed": _("mengubah tugas {object}, batas waktu {due}"),
    "task.given": _("menyerahkan tugas {object} kepada {owner}"),
    "task.handed_on": _("menyerahkan tugas {object} kepada {owner}: {reason}"),
    "task.point_added": _("menambah butir pada tugas {object}: {point}"),
    "task.point_done": _("mencentang butir pada tugas {object}: {point}"),
    "task.point_reopened": _("membatalkan centang pada tugas {object}: {point}"),
    "task.file_viewed": _("membuka bukti {file} pada tugas {object}"),
    "task.done": _("menyelesaikan tugas {object}"),
    "task.dropped": _("menyatakan tugas {object} tidak dikerjakan: {reason}"),
    "task.reopened": _("membuka kembali tugas {object}: {reason}"),
    "notice.received": _("mencatat peringatan {object} (nomor {number})"),
    "notice.changed": _("melengkapi peringatan {object}"),
    "notice.confirmed": _("menyatakan {object} terbukti, insiden {code}: {reason}"),
    "notice.not_confirmed": _("menyatakan {object} tidak terbukti: {reason}"),
    "notice.answered": _("mencatat jawaban atas {object} ({answered_at}): {proof}"),
    "notice.file_viewed": _("membuka berkas {file} pada {object}"),
    "request.written": _("mencatat permintaan {object}"),
    "request.changed": _("mengubah permintaan {object}"),
    "request.sent": _("mencatat {object} terkirim ({sent_at}): {proof}"),
    "request.awaited_longer": _("menunggu jawaban {object} sampai {until}: {reason}"),
    "request.answered": _("mencatat jawaban atas {object} ({answered_at})"),
    "request.withdrawn": _("menarik permintaan {object}: {reason}"),
    "request.file_viewed": _("membuka berkas {file} pada {object}"),
    "meeting.recorded": _("mencatat rapat evaluasi {object} tentang {code}"),
    "meeting.changed": _("memperbaiki notula {object}"),
    "meeting.minutes_drafted": _("menyusun berita acara {object}"),
    "request.letter_drafted": _("menyusun surat {object} kepada {to}"),
    "meeting.became_task": _("menjadikan keputusan {object} tugas: {task}"),
    "meeting.became_order": _("menjadikan keputusan {object} arahan {code}"),
    "incident.accounts_added": _("menambahkan {n} akun terkena pada {object}"),
    "incident.accounts_removed": _("mengeluarkan {n} akun terkena dari {object}"),
    "lessons.recorded": _("mencatat pembelajaran {object} dari {code}"),
    "lessons.changed": _("memperbaiki pembelajaran {object}"),
    "lessons.minutes_drafted": _("menyusun berita acara {object}"),
    "lessons.became_task": _("menjadikan tindakan {object} tugas: {task}"),
    "lessons.became_order": _("menjadikan tindakan {object} arahan {code}"),
    "meeting.became_advice": _("menjadikan keputusan {object} rekomendasi {code}"),
    # public statements
    "statement.written": _("menulis pernyataan {object}"),
    "statement.changed": _("mengubah pernyataan {object}"),
    "statement.fact_linked": _("menautkan bukti pada {object}: {words}"),
    "statement.fact_unlinked": _("melepas bukti dari {object}: {words}"),
    "statement.reviewed": _("menelaah pernyataan {object}, {facts} bukti"),
    "statement.approved": _("menyetujui pernyataan {object}"),
    "statement.dropped": _("tidak jadi menerbitkan {object}: {why}"),
    "statement.warning_settled": _("menyatakan {object} tetap berlaku: {why}"),
    "statement.answer_written": _("menulis tanya jawab pada {object}: {question}"),
    "statement.answer_approved": _("menyetujui tanya jawab pada {object}: {question}"),
    "statement.answer_withdrawn": _("menarik tanya jawab pada {object}: {question}"),
    "statement.published": _("menerbitkan pernyataan {object} di {channel}"),
    "statement.superseded": _("mengganti pernyataan {object} dengan {by_code}"),
    # partners
    "organisation.added": _("mencatat mitra {object}"),
    "organisation.changed": _("mengubah data mitra {object}"),
    "organisation.member_added": _("menambah {person} pada mitra {object}"),
    "organisation.member_removed": _("mengeluarkan {person} dari mitra {object}"),
    "recommendation.submitted": _("mengirim rekomendasi {object}"),
    "recommendation.discarded": _("membuang konsep {object}"),
    "recommendation.drafted": _("menulis konsep rekomendasi {object}"),
    "recommendation.revised": _("mengganti teks {object} menjadi versi {version}"),
    "recommendation.reviewed": _("menelaah rekomendasi {object}"),
    "recommendation.not_ours": _("menyatakan {object} bukan wewenang kantor: {reason}"),
    "recommendation.objected": _("menyatakan keberatan atas keputusan {object}"),
    "recommendation.confirmed": _("memastikan hasil {object}: {word}"),
    "recommendation.accepted": _("menerima rekomendasi {object}"),
    "recommendation.ordered": _("menjadikan {object} arahan {directive}"),
    "recommendation.rejected": _("menolak rekomendasi {object}: {reason}"),
    "recommendation.merged": _("menggabungkan {object} dengan {into}"),
    "recommendation.answered": _("menanggapi rekomendasi {object}"),
    "recommendation.named": _("mengizinkan {organisation} disebut sebagai pemberi {object}"),
    "recommendation.unnamed": _("menyembunyikan {organisation} sebagai pemberi {object}"),
    "recommendation.published": _("menyusun berkas {file} versi {version} dari {object}"),
    "recommendation.file_cleared": _("menyetujui berkas {file} keluar"),
    "recommendation.taken_out": _("mengunduh berkas {file} (SHA-256 {sha256})"),
    "recommendation.from_meeting": _("menyampaikan {object} dalam rapat {code}"),
    "bulletin.drafted": _("menulis konsep imbauan {object}"),
    "bulletin.revised": _("mengubah imbauan {object}"),
    "bulletin.submitted": _("mengajukan imbauan {object} untuk disetujui"),
    "bulletin.pulled_back": _("menarik kembali pengajuan imbauan {object}"),
    "bulletin.returned": _("mengembalikan imbauan {object}: {reason}"),
    "bulletin.sent": _(
        "menyetujui dan mengirim imbauan {object} ke {departments} OPD, {people} orang"
    ),
    "bulletin.reminded": _(
        "mengingatkan {departments} OPD yang belum menjawab {object}, {people} orang"
    ),
    "bulletin.closed": _("menutup imbauan {object}"),
    "bulletin.withdrawn": _("menarik imbauan {object}: {reason}; {people} orang dikabari"),
    "bulletin.ordered": _("membuat arahan {directive} dari jawaban imbauan {object}"),
    "bulletin.answered": _("menjawab imbauan {object}: {bulletin_word}"),
    "bulletin.answered_for": _("mencatat jawaban telepon {person} atas {object}: {bulletin_word}"),
    "bulletin.taken_back": _("membatalkan pengiriman {object}"),
    "consultation.called": _("mengundang mitra: {object}, insiden {code}"),
    "consultation.invited": _("mengundang {person} ke {object}"),
    "consultation.taken_off": _("menarik undangan {person} dari {object}"),
    "consultation.changed": _("mengubah undangan {object}"),
    "consultation.cancelled": _("membatalkan {object}"),
    "consultation.held": _("mencatat notula {object} sebagai {code}"),
    "consultation.letter_drafted": _("menyusun surat undangan {object}"),
    "consultation.word_typed": _("mencatat saran {person} dalam {object}"),
    "exchange.received": _("menerima dokumen {object} dari {organisation} (SHA-256 {sha256})"),
    "exchange.adopted": _("menjadikan dokumen {object} rekomendasi {code}"),
    "exchange.fetched": _("mengunduh berkas asli {object} (SHA-256 {sha256})"),
}

_MOMENT = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d")


def sentence(entry: Entry) -> str:
    """The entry in words, in the active language; an unknown verb speaks for itself."""
    words = SENTENCES.get(entry.verb)
    if words is None:
        return f"{entry.verb} {entry.object_label}"
    values: defaultdict[str, Any] = defaultdict(lambda: gettext("tanpa keterangan"))
    values.update(
        {key: _said(key, value) for key, value in entry.data.items() if value not in ("", None)}
    )
    values["object"] = entry.object_label
    return str(words).format_map(values)


def _said(key: str, value: Any) -> Any:
    """Moments as people write them; codes in words; lists with commas."""
    if isinstance(value, str) and _MOMENT.match(value):
        moment = parse_datetime(value)
        return date_format(localtime(moment), "j M Y, H.i") if moment else value
    if isinstance(value, list):
        return ", ".join(say_value(key, str(one)) for one in value)
    return say_value(key, value) if isinstance(value, str) else value
