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
from secops.audit.values import say_value

SENTENCES: Mapping[str, str | Promise] = {
    # accounts
    "person.added": _("mencatat orang {object}"),
    "person.edited": _("mengubah nama {before} menjadi {after}"),
    "person.contact_added": _("menambah kontak {kind} untuk {object}"),
    "person.contact_removed": _("menghapus kontak {kind} dari {object}"),
    "person.contact_mended": _("memperbarui kontak {object}"),
    "person.seen_in_full": _("melihat data pribadi lengkap {object}"),
    "personal.shown": _("menampilkan data pribadi lengkap di {page}"),
    "account.holder_named": _("menetapkan {holder} sebagai pemegang akun {object}"),
    "account.nip_shown": _("melihat NIP lengkap pada akun {object}"),
    "user.invited": _("mengundang {object}"),
    "user.opened": _("membuka kembali akses masuk {object}"),
    "user.closed": _("menutup akses masuk {object}"),
    "user.sessions_ended": _("mengakhiri {sessions} sesi login {object}"),
    "position.added": _("membuat jabatan {object}"),
    "position.superior_set": _("mencatat {superior} sebagai atasan {object}"),
    "person.away": _("mencatat {object} berhalangan sampai {until}"),
    "person.back": _("mencatat {object} sudah bertugas kembali"),
    "position.order_viewed": _("membuka surat perintah {file} pada {object}"),
    "position.appointed": _("menetapkan {person} sebagai {object} ({kind}) mulai {starts_on}"),
    "position.tenure_ended": _("mengakhiri masa jabatan {person} sebagai {object}"),
    "list.exported": _("mengunduh daftar {name} ({rows} baris, {format})"),
    # long work and messages
    "job.cancelled": _("membatalkan pekerjaan {object}"),
    "batch.started": _("mengirim {object} kepada {messages} orang"),
    "batch.sent_to_leaders": _("mengirim tiga baris kepada {people} pimpinan"),
    "batch.cancelled": _("membatalkan {object}; {messages} pesan tidak jadi dikirim"),
    "channel.switched_on": _("menyalakan atau mengatur saluran {object} (urutan {rank})"),
    "channel.switched_off": _("mematikan saluran {object}"),
    "channel.resumed": _("mencoba lagi saluran {object}"),
    "channel.tried": _("menguji saluran {object} pada dirinya sendiri"),
    "template.written": _("menulis templat WhatsApp {object}"),
    "template.submitted": _("mencatat templat WhatsApp {object} diajukan"),
    "template.approved": _("mencatat templat WhatsApp {object} disetujui"),
    "template.rejected": _("mencatat templat WhatsApp {object} ditolak: {why}"),
    "text.written": _("menulis teks pesan {title} ({language}), versi {version}"),
    "text.restored": _("mengembalikan teks pesan {title} ({language}) ke teks Siaga"),
    "person.opted_in": _("mencatat persetujuan pesan WhatsApp otomatis dari {object}: {how}"),
    "person.opted_out": _("mencabut persetujuan pesan WhatsApp otomatis dari {object}"),
    "person.channel_chosen": _("memilih {kind} sebagai saluran utama {object}"),
    "person.mail_stopped": _("berhenti menerima surat yang tidak wajib"),
    "person.mail_resumed": _("menerima lagi surat yang tidak wajib"),
    "person.channel_unchosen": _("menghapus pilihan saluran {object}"),
    "outage.noticed": _(
        "tidak mendengar {object} (dilihat dari {watcher}); {people} orang diberi tahu"
    ),
    "outage.over": _(
        "mendengar lagi {object} (dilihat dari {watcher}); {people} orang diberi tahu"
    ),
    "holiday.added": _("mencatat hari libur {object}"),
    "holiday.confirmed": _("menetapkan hari libur {object}"),
    "holiday.removed": _("menghapus hari libur {object}"),
    "ladder.changed": _("mengubah jenjang pengingat {object}: versi {version}, {rungs} langkah"),
    "ladder.reset": _("mengembalikan jenjang pengingat {object} ke bawaan: versi {version}"),
    "hours.changed": _("mengubah jam kerja {object}: {hours}"),
    "hours.ended": _("mengembalikan {object} ke jam kerja kota"),
    "holiday.changed": _("mengubah hari libur {object}"),
    "holiday.estimated": _("memasukkan perkiraan hari libur tahun {year}: {added} hari"),
    "holiday.year_completed": _("menyatakan hari libur tahun {year} lengkap"),
    "holiday.year_reopened": _("menyatakan hari libur tahun {year} belum lengkap"),
    # backups
    "backup_plan.made": _("mencatat rencana backup {object}"),
    "backup_plan.made_by_ping": _("membuat rencana backup {object} dari ping pertamanya"),
    "backup_plan.changed": _("mengubah rencana backup {object}: {plan_fields}"),
    "backup_plan.paused": _("menjeda pemberitahuan backup {object} sampai {until}: {reason}"),
    "backup_plan.resumed": _("mengakhiri jeda backup {object}"),
    "backup_plan.ended": _("mengakhiri rencana backup {object}: {reason}"),
    "backup_plan.tested": _("mencatat uji pemulihan {object}: {test_result}, {files} bukti dukung"),
    "backup_plan.run_recorded": _("mencatat hasil backup {object}: {run}, {files} bukti dukung"),
    "backup_plan.proof_viewed": _("membuka bukti dukung {file} dari backup {object}"),
    "ping_key.made": _("membuat kunci ping {object}"),
    "ping_key.replaced": _("mengganti kunci ping {object}"),
    # what comes in
    "register.imported": _(
        "memuat daftar {object}: {created} baru, {updated} berubah, {failed} gagal"
    ),
    "register_upload.received": _("mengunggah {object}"),
    "register_upload.discarded": _("membuang unggahan {object}"),
    "register_upload.failed_rows_taken": _("mengunduh {rows} baris gagal dari {object}"),
    "leak_upload.received": _("mengunggah laporan kebocoran {object}"),
    "leak_upload.discarded": _("membuang unggahan {object}"),
    "leak_report.imported": _(
        "memuat laporan {object}: {rows} baris, {new} temuan baru, {accounts} akun"
    ),
    "leak_report.withdrawn": _("mencabut laporan {object}: {why}"),
    "leak_report.original_deleted": _(
        "menyatakan berkas asli {object} sudah dihapus atau disimpan"
    ),
    "leak_report.register_made": _(
        "membuat {applications} aplikasi dan {accounts} akun dari laporan {object}"
    ),
    "application.made_from_report": _("membuat aplikasi {object} dari laporan"),
    "host_rule.made": _("mengenali {object} sebagai {application}; {findings} temuan ikut"),
    "host_rule.not_ours": _("menyatakan {object} bukan milik kota; {findings} temuan dihapus"),
    "login_rule.made": _("mengenali login bocor sebagai {object}; {findings} temuan ikut"),
    "unmatched.ignored": _("mengabaikan login yang belum dikenali {object}: {why}"),
    "unmatched.taken_back": _("mengembalikan {object} ke antrean belum dikenali"),
    "readings.imported": _(
        "memuat data dari sistem {object}: {applied} diterapkan, {unknown} tidak dikenal, "
        "{failed} gagal"
    ),
    "open_sessions.imported": _(
        "mengimpor sesi login dari {object}: {sessions} sesi, {old} lebih dari 24 jam"
    ),
    "open_sessions.withdrawn": _("mencabut data sesi login {object}: {why}"),
    "desk.answered": _("menjawab pertanyaan tentang komputernya: {desk_word}"),
    "api_token.made": _("membuat kunci API {name} untuk {object}, berlaku {days} hari"),
    "api_token.revoked": _("mencabut kunci API {name} untuk {object}"),
    "session_policy.set": _("mencatat aturan sesi login {object}"),
    "session_policy.tested": _("mencatat uji sesi login {object}: {session_test}"),
    "readings.withdrawn": _("mencabut data dari sistem {object}: {why}"),
    "device.disconnected": _("menandai komputer {object} sudah diputus dari jaringan"),
    "device.cleaned": _("menandai komputer {object} sudah dibersihkan"),
    "device.marked_private": _("menandai komputer {object} milik pribadi"),
    "device.marked_official": _("menandai komputer {object} milik dinas"),
    "device.mark_removed": _("menghapus tanda pada komputer {object}: {why}"),
    "device.department_set": _("menetapkan komputer {object} milik {department}"),
    # rotation
    "campaign.drafted": _("merancang {object}"),
    "campaign.redrafted": _("mengubah rancangan {object}"),
    "campaign.started": _("memulai {object}: {rotations} akun di {departments} OPD"),
    "campaign.messages_scheduled": _("menjadwalkan pesan {object} mulai {messages_from}"),
    "campaign.closed": _("menutup {object}"),
    "campaign.exported": _("mengunduh akun {object} ({rows} baris, {format})"),
    "campaign.sample_drawn": _(
        "menarik {drawn} dari {population} akun {application} untuk uji petik (benih {seed})"
    ),
    "rotation.sample_passed": _("memeriksa {object} dalam uji petik: benar sudah diganti"),
    "rotation.sample_failed": _("memeriksa {object} dalam uji petik: belum diganti. {note}"),
    "campaign.sample_checked": _(
        "mencatat uji petik {application}: {changed} dari {drawn} sudah diganti"
    ),
    "rotation.answered": _("menjawab untuk akun {object}"),
    "rotation.answered_for": _("mencatat jawaban pemegang akun {object}"),
    "rotation.objected": _("menyatakan data dari sistem keliru pada {object}: {note}"),
    "rotation.objection_settled": _("menjawab keberatan pada {object}: {finding}"),
    "rotation.log_in_asked": _("menanyakan kepada pemegang {object}: apakah ini Anda?"),
    "rotation.log_in_said": _("menjawab tentang masuknya seseorang ke {object}: {word}"),
    "rotation.log_in_said_for": _("mencatat jawaban pemegang {object} tentang masuknya: {word}"),
    "rotation.log_in_judged": _("menilai masuknya seseorang ke {object}: {finding}. {note}"),
    "rotation.slip_printed": _("mencetak lembar kode untuk {object}"),
    "rotation.closing_asked": _("meminta pemilik aplikasi menonaktifkan {object}: {why}"),
    "rotation.snoozed": _("meminta diingatkan lagi {until} tentang {object}: {why_later}. {note}"),
    "rotation.snooze_ended": _("mengakhiri penundaan pengingat {object}: ada kabar lebih baru"),
    "rotation.on_leave": _("mencatat pemegang {object} cuti sampai {until}"),
    "account.transfer_offered": _("menawarkan {object} kepada {department}"),
    "account.transfer_accepted": _("menerima {object} dari {department}"),
    "account.transfer_refused": _("menolak {object} dari {department}: {why}"),
    "account.kept_shared": _("menetapkan {person} sebagai penanggung jawab akun bersama {object}"),
    "slip_photo.viewed": _("membuka foto lembar yang ditandatangani"),
    "rotation.slip_handed_over": _("menyerahkan lembar kode untuk {object}"),
    "rotation.exempted": _("mengecualikan {object} sampai {until}: {reason}"),
    "rotation.exemption_revoked": _("mencabut pengecualian {object}"),
    "account.sheet_written": _("mencatat kontak vendor dan {places} tempat pemakaian {object}"),
    "rotation.window_proposed": _("mengusulkan jadwal {object}: {start} sampai {end}"),
    "rotation.window_agreed": _("menyetujui jadwal {object} ({side})"),
    "rotation.window_declined": _("meminta waktu lain untuk {object} ({side}): {why}"),
    "rotation.service_works": _("memeriksa {object} setelah diganti: berjalan"),
    "rotation.service_fails": _("memeriksa {object} setelah diganti: tidak berjalan, {note}"),
    "rotation.date_agreed": _("menyepakati jadwal {object}: {agreed}"),
    "rotation.written_off": _("menghapus {object} dari daftar tugas: {reason}"),
    "application.mass_reset_believed": _(
        "menerima penggantian massal {object} pada {changed_at}: {reason}"
    ),
    "application.owner_named": _("menetapkan {owner} sebagai pemilik {object}"),
    "application.stack_named": _("mencatat teknologi {object}: {stack}"),
    "application.contained": _("mencatat {object} dikunci di sumber: {accounts} akun"),
    "application.status_set": _("mencatat {object} sebagai {status}"),
    # retirement of applications
    "retirement.questioned": _("menanyakan {object} kepada pemiliknya (berita acara {number})"),
    "retirement.kept": _("mencatat {object} dipertahankan oleh {speaker}: {reason}"),
    "retirement.agreed": _("mencatat {object} disetujui dihentikan oleh {speaker} ({way})"),
    "retirement.deemed_agreed": _(
        "menganggap {object} disetujui dihentikan: surat terbukti diterima dan batas waktunya lewat"
    ),
    "retirement.suspended": _("menangguhkan {object} dengan {files} bukti dukung ({number})"),
    "retirement.data_backed_up": _("mencatat data {object} sudah dicadangkan ({number})"),
    "retirement.dns_removed": _("mencatat DNS {object} sudah dihapus ({number})"),
    "retirement.archived": _("mengarsipkan {object} ({number})"),
    "retirement.active": _("mengembalikan {object} menjadi aktif: {reason}"),
    "retirement.delivered": _(
        "mencatat surat tentang {object} diterima ({how}); jawaban sampai {due}"
    ),
    "retirement.call_asked": _("meminta dihubungi tentang {object}: {note}"),
    "retirement.called": _("menghubungi pemilik {object}: {note}"),
    "retirement.follower_added": _("menambah yang harus ikut pada {object}: {name}"),
    "retirement.followed": _("mencatat selesai pada {object}: {name}. {note}"),
    "retirement.accounts_closed": _("menutup {accounts} akun {object} bersama aplikasinya"),
    "retirement.proof_viewed": _("membuka bukti dukung {file} pada {object}"),
    "probe.switched_on": _("menyalakan pemeriksaan alamat aplikasi"),
    "probe.switched_off": _("mematikan pemeriksaan alamat aplikasi"),
    "probe.looked": _("memeriksa alamat {object}: {answered} dari {hosts} menjawab"),
    "probe.went_round": _("memeriksa alamat semua aplikasi: {answered} dari {hosts} menjawab"),
    "retirement.paper_drafted": _("menyusun konsep {subject}"),
    "retirement.minutes_taken": _("mengunduh berita acara {number} tentang {object}"),
    # directives and duties
    "directive.issued": _("menerbitkan arahan {object} untuk {departments} OPD"),
    "directive.changed": _("mengubah {object} menjadi versi {version}: {reason}"),
    "directive.sent": _("mengirim arahan {object} kepada {people} orang"),
    "directive.joined_campaign": _("memasukkan arahan {object} ke {campaign}"),
    "duty.usernames_taken": _("mengunduh {rows} nama pengguna bocor {application} untuk dikunci"),
    "directive.closed": _("menutup arahan {object}"),
    "duty.received": _("mencatat {object} diterima oleh {person} ({channel})"),
    "duty.reported": _("melaporkan {object} dengan {files} bukti dukung"),
    "duty.confirmed": _("menyatakan {object}: {numbers} (nomor {number}, {speaker})"),
    "duty.accepted": _("menerima pernyataan {object}"),
    "duty.affirmed": _("memastikan pernyataan {number} atas {object} ({channel})"),
    "duty.proven": _("menerima {object} karena terbukti dari data sistem"),
    "duty.returned": _("mengembalikan {object}: {reason}"),
    "duty.reopened": _("membuka kembali {object}: {reason}"),
    "duty.disputed": _("menyatakan {object} bukan tugasnya: {reason}"),
    "duty.dispute_rejected": _("menolak keberatan atas {object}: {reason}"),
    "duty.withdrawn": _("menarik {object}: {reason}"),
    "duty.exempted": _("mengecualikan {object} sampai {until}: {reason}"),
    "duty.written_off": _("menghapus {object} dari daftar tugas: {reason}"),
    "duty.objected": _("menyatakan ada yang keliru pada {object}: {text}"),
    "duty.objection_answered": _("menjawab keberatan pada {object}: {answer}"),
    "duty.passed_to_agent": _("meneruskan {object} kepada {agent}"),
    "duty.called": _("menelepon tentang {object}: {outcome}. {note}"),
    "duty.acknowledged": _("menyatakan {object} sedang dikerjakan sampai {until}: {reason}"),
    "escalation.send": _("menyampaikan {object} kepada {who}"),
    "escalation.hold": _("menunda menyampaikan {object} kepada {who}: {reason}"),
    "escalation.call": _("meminta Kepala OPD ditelepon dulu tentang {object}"),
    "escalation.undone": _("membatalkan penyampaian {object} ke atas"),
    "desk.sheet_read": _(
        "mengunggah lembar Agen: {contacts} kontak, {deeds} keterangan, {refused} ditolak"
    ),
    "department.reported": _("melaporkan keadaan {object} kepada {head}"),
    # letters and minutes
    "document.drafted": _("menulis konsep dokumen {object}"),
    "document.changed": _("mengubah konsep dokumen {object}"),
    "document.dropped": _("membatalkan konsep dokumen {object}"),
    "document.approved": _("menyetujui {object}"),
    "document.signed": _("menyimpan salinan bertanda tangan {object}"),
    "document.withdrawn": _("mencabut {object}: {why}"),
    "document.superseded": _("mengganti {object} dengan {number}"),
    "evidence.added": _("menambah bukti dukung {files} pada {object}"),
    "evidence.removed": _("menghapus bukti dukung {file} dari {object}: {reason}"),
    "evidence.viewed": _("membuka bukti dukung {file} pada {object}"),
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
