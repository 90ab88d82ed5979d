"""What each verb of the trail says to its reader; a guard keeps the table complete.

Placeholders are keys of the entry's `data`, plus `object`. What a sentence does not need stays in
the data for who opens the entry.
"""

from collections import defaultdict
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from secops.audit.models import Entry

SENTENCES: dict[str, Any] = {
    "campaign.drafted": _("menyusun rancangan {object}"),
    "campaign.redrafted": _("mengubah rancangan {object}"),
    "campaign.started": _("memulai {object}: {rotations} akun di {departments} OPD"),
    "campaign.messages_scheduled": _("mengatur waktu pesan untuk {object}"),
    "campaign.sample_checked": _(
        "mencatat uji petik {application} untuk {object}: {changed} dari {drawn} benar"
    ),
    "campaign.exported": _("mengunduh {rows} baris akun dari {object} ({format})"),
    "campaign.closed": _("menutup {object}"),
    "rotation.answered": _("menjawab tentang akunnya"),
    "rotation.answered_for": _("mencatat jawaban untuk pemegang akun"),
    "rotation.objected": _("menyanggah data dari sistem: {note}"),
    "rotation.objection_settled": _("menjawab sanggahan data dari sistem: {finding}"),
    "rotation.slip_handed_over": _("menyerahkan lembar kode"),
    "rotation.exempted": _("mengecualikan akun sampai {until}: {reason}"),
    "rotation.exemption_revoked": _("mencabut pengecualian akun"),
    "rotation.date_agreed": _("menyepakati jadwal {agreed}"),
    "rotation.written_off": _("mengeluarkan akun dari hitungan: {reason}"),
    "application.mass_reset_believed": _(
        "menerima penggantian serentak oleh administrator {object} sebagai bukti: {reason}"
    ),
    "application.contained": _("mencatat {object} dikunci di sumber: {accounts} akun"),
    "account.nip_shown": _("melihat NIP dan nama lengkap akun {object}"),
    "personal.shown": _("menampilkan nama dan NIP lengkap di {page}"),
    "directive.issued": _("menerbitkan arahan {object} untuk {departments} OPD"),
    "directive.sent": _("mengirim arahan {object} ke {people} orang"),
    "directive.closed": _("menutup arahan {object}"),
    "duty.received": _("menerima tugas {object} ({channel}: {person})"),
    "duty.reported": _("melaporkan tugas {object} dengan {files} berkas bukti dukung"),
    "duty.confirmed": _("menyatakan {object}: {numbers}, nomor {number} ({speaker}, {channel})"),
    "duty.accepted": _("menerima pernyataan untuk {object}"),
    "duty.proven": _("menerima {object}, terbukti oleh data dari sistem"),
    "duty.returned": _("mengembalikan {object}: {reason}"),
    "duty.disputed": _("menyatakan {object} bukan tugas OPD-nya: {reason}"),
    "duty.dispute_rejected": _("menetapkan {object} tetap tugas OPD itu: {reason}"),
    "duty.withdrawn": _("menarik tugas {object}: {reason}"),
    "duty.exempted": _("mengecualikan {object} sampai {until}: {reason}"),
    "duty.written_off": _("menghapus {object} dari daftar: {reason}"),
    "duty.reopened": _("membuka kembali {object}: {reason}"),
    "duty.objected": _("menyampaikan yang keliru pada {object}: {text}"),
    "duty.objection_answered": _("menjawab keberatan atas {object}: {answer}"),
    "duty.passed_to_agent": _("meneruskan {object} ke Agen {agent}"),
    "evidence.viewed": _("mengunduh bukti dukung {file} dari {object}"),
    "incident.recorded": _("mencatat insiden {object}"),
    "incident.changed": _("mengubah catatan insiden {object}: {fields}"),
    "incident.moved": _("memindahkan {object} dari tahap {origin} ke {target}"),
    "incident.moved_back": _("memindahkan {object} dari tahap {origin} ke {target}: {reason}"),
    "incident.closed": _("menutup insiden {object}"),
    "incident.refuted": _("menyatakan insiden {object} tidak terbukti: {reason}"),
    "incident.reported_out": _("mencatat laporan insiden {object} ke {receiver}: {proof}"),
    "chronology.added": _("menambah kronologi {object}: {event}"),
    "chronology.replaced": _("memperbaiki baris kronologi {object}: {event}"),
    "organisation.added": _("menambah mitra {object}"),
    "organisation.changed": _("mengubah mitra {object}"),
    "organisation.member_added": _("menambah {person} sebagai anggota {object}"),
    "organisation.member_removed": _("menghapus {person} dari anggota {object}"),
    "recommendation.submitted": _("mengirim rekomendasi {object}"),
    "recommendation.accepted": _("menerima rekomendasi {object}"),
    "recommendation.ordered": _("menerima rekomendasi {object} menjadi arahan {directive}"),
    "recommendation.rejected": _("menolak rekomendasi {object}: {reason}"),
    "recommendation.merged": _("menggabungkan rekomendasi {object} dengan {into}"),
    "recommendation.answered": _("menanggapi rekomendasi {object}"),
    "job.cancelled": _("menghentikan pekerjaan {object}"),
    "leak_upload.received": _("mengunggah berkas {object}"),
    "leak_upload.discarded": _("menghapus berkas unggahan {object}"),
    "leak_report.imported": _(
        "memasukkan laporan kebocoran {object}: {rows} baris, {new} baru, {accounts} akun"
    ),
    "leak_report.withdrawn": _("mencabut laporan kebocoran {object}: {why}"),
    "leak_report.original_deleted": _(
        "menyatakan berkas asli {object} sudah dihapus atau disimpan di brankas bukti"
    ),
    "leak_report.register_made": _(
        "membuat {applications} aplikasi dan {accounts} akun dari laporan {object}"
    ),
    "application.made_from_report": _("membuat aplikasi {object} dari laporan kebocoran"),
    "host_rule.made": _("menetapkan alamat {object} sebagai {application}: {accounts} akun cocok"),
    "host_rule.not_ours": _("menyatakan alamat {object} bukan milik kota"),
    "login_rule.made": _("menetapkan login bocor sebagai akun {object}"),
    "unmatched.ignored": _("mengabaikan login yang belum dikenali: {why}"),
    "unmatched.taken_back": _("mengembalikan login yang diabaikan ke antrean"),
    "device.disconnected": _("mencatat komputer {object} diputus dari jaringan"),
    "device.cleaned": _("mencatat komputer {object} sudah dibersihkan"),
    "device.mark_removed": _("menarik tanda pada komputer {object}: {why}"),
    "device.department_set": _("menetapkan OPD komputer {object}: {department}"),
    "department.renamed": _("mengubah nama {object}"),
    "register.imported": _(
        "memasukkan daftar {object}: {rows} baris, {created} baru, {updated} berubah, "
        "{failed} gagal"
    ),
    "register_upload.received": _("mengunggah daftar {object}"),
    "register_upload.discarded": _("menghapus unggahan {object} tanpa menyimpannya"),
    "register_upload.failed_rows_taken": _("mengunduh {rows} baris gagal dari {object}"),
    "readings.imported": _(
        "memasukkan data dari sistem {object}: {rows} baris, {applied} disimpan, {failed} gagal"
    ),
    "readings.withdrawn": _("menarik data dari sistem {object}: {why}"),
    "person.added": _("menambahkan {object} ke daftar orang"),
    "person.edited": _("mengubah data {object}"),
    "person.contact_added": _("menambahkan kontak {object}"),
    "person.contact_removed": _("menghapus satu kontak {object}"),
    "person.seen_in_full": _("membuka NIP dan kontak lengkap {object}"),
    "user.invited": _("mengundang {object} untuk masuk"),
    "user.sessions_ended": _("mengakhiri {sessions} sesi login {object}"),
    "user.opened": _("membuka kembali akun masuk {object}"),
    "user.closed": _("menutup akun masuk {object}"),
    "position.added": _("menambahkan jabatan {object}"),
    "position.appointed": _("menetapkan {person} sebagai {object} ({kind}) mulai {starts_on}"),
    "position.tenure_ended": _("mengakhiri masa jabatan {person} sebagai {object}"),
    "list.exported": _("mengunduh daftar {name} ({format}, {rows} baris)"),
}


def sentence(entry: Entry) -> str:
    """The entry in words, in the active language; an unknown verb speaks for itself."""
    words = SENTENCES.get(entry.verb)
    if words is None:
        return f"{entry.verb} {entry.object_label}"
    values: defaultdict[str, Any] = defaultdict(lambda: gettext("tanpa keterangan"))
    values.update(entry.data)
    values["object"] = entry.object_label
    return str(words).format_map(values)
