"""Letters to the national agency, to departments and to owners of applications."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from secops.documents import spelling
from secops.documents.blocks import Block, Body, facts, heading, note, paragraphs, points, table
from secops.documents.kinds.shape import Field, Given, Input, Kind, Style
from secops.rules.document import Nature

BSSN = "Kepala Badan Siber dan Sandi Negara"
THANKS = "Demikian disampaikan, atas perhatian dan kerja sama Saudara diucapkan terima kasih."
THANKS_ABOVE = "Demikian disampaikan, atas perhatian dan bantuan Bapak/Ibu diucapkan terima kasih."

CONTACT = Field(
    "contact",
    _("Narahubung"),
    Input.LINE,
    help=_("Nama, jabatan, telepon dan email yang dapat dihubungi kapan saja."),
)
DESCRIPTION = Field("description", _("Uraian insiden"), Input.TEXT)
IMPACT = Field(
    "impact",
    _("Dampak"),
    Input.TEXT,
    help=_("Layanan, data, pihak lain. Yang belum diketahui ditulis belum diketahui."),
)
CHRONOLOGY = Field(
    "chronology",
    _("Kronologi"),
    Input.ROWS,
    columns=(_("Waktu (WIB)"), _("Kejadian"), _("Sumber bukti"), _("Petugas")),
)


def chronology(rows: list[list[str]]) -> list[Block]:
    """The law's table (BSSN 1/2024 Art 15(4) c)."""
    columns = ("Waktu (WIB)", "Kejadian", "Sumber bukti", "Petugas")
    return [
        heading("Kronologi"),
        table(columns, rows, widths=(3, 7, 4, 3), none="Kronologi belum dicatat."),
    ]


def free_letter(given: Given) -> Body:
    """Whatever the office has to write."""
    return Body(paragraphs(given.text("text")))


def incident_report(given: Given) -> Body:
    """What an incident report holds at least: contact, description, chronology, impact."""
    facts_of = [
        ("Nomor registrasi", given.text("incident")),
        ("Ditemukan", spelling.moment_in_full(given.moment("found_at"))),
        ("Dasar penetapan", given.text("detection_basis")),
        ("Jenis insiden", given.text("incident_class")),
        ("Tingkat risiko", given.text("risk")),
        ("Infrastruktur informasi vital", given.text("iiv")),
        ("Aset dan sistem terdampak", given.text("assets")),
        ("Kode distribusi informasi", given.text("tlp")),
        ("Narahubung", given.text("contact")),
    ]
    blocks: list[Block] = [
        *paragraphs(
            "Sesuai Pasal 15 Peraturan Badan Siber dan Sandi Negara Nomor 1 Tahun 2024 tentang "
            "Pengelolaan Insiden Siber, bersama ini kami laporkan insiden siber sebagai berikut."
        ),
        facts(facts_of),
        heading("Uraian"),
        *paragraphs(given.text("description")),
        *chronology(given.rows("chronology")),
        heading("Dampak"),
        *paragraphs(given.text("impact")),
    ]
    if given.text("actions"):
        blocks += [heading("Tindakan yang sudah dilakukan"), *paragraphs(given.text("actions"))]
    if given.rows("evidence"):
        blocks += [
            heading("Bukti"),
            table(("Bukti", "SHA-256"), given.rows("evidence"), widths=(4, 7), small=True),
        ]
    if given.text("help_needed"):
        blocks += [heading("Bantuan yang diperlukan"), *paragraphs(given.text("help_needed"))]
    return Body([*blocks, *paragraphs(THANKS_ABOVE)])


def help_request(given: Given) -> Body:
    """The "surat permohonan bantuan tanggap insiden siber" of the agency's complaint service."""
    blocks: list[Block] = [
        *paragraphs(
            "Sehubungan dengan insiden siber yang sedang kami tangani, kami mohon bantuan tanggap "
            "insiden siber dari Badan Siber dan Sandi Negara, dengan keterangan sebagai berikut."
        ),
        facts(
            [
                ("Nomor registrasi", given.text("incident")),
                ("Ditemukan", spelling.moment_in_full(given.moment("found_at"))),
                ("Aset dan sistem terdampak", given.text("assets")),
                ("Narahubung", given.text("contact")),
            ]
        ),
        heading("Uraian singkat"),
        *paragraphs(given.text("description")),
        heading("Bantuan yang dimohonkan"),
        points(given.lines("help_needed")),
    ]
    if given.lines("supporting"):
        blocks += [heading("Data pendukung yang disertakan"), points(given.lines("supporting"))]
    closing = "Kami siap mengikuti rapat pembukaan pada waktu yang Bapak/Ibu tetapkan."
    return Body([*blocks, *paragraphs(closing), *paragraphs(THANKS_ABOVE)])


def rotation_circular(given: Given) -> Body:
    """What every department is to do, by when, and where proof is taken from."""
    due = spelling.moment_in_full(given.moment("due_at"))
    basis = given.text("basis")
    blocks: list[Block] = [
        *(paragraphs(f"Dasar: {basis}") if basis else []),
        *paragraphs(given.text("reason")),
        *paragraphs(
            "Untuk melindungi layanan dan data pemerintah kota, seluruh Perangkat Daerah diminta "
            "melaksanakan hal-hal berikut."
        ),
        points(given.lines("steps")),
        facts(
            [
                ("Aplikasi", given.text("applications")),
                ("Batas waktu", due),
                ("Pertanyaan", given.text("contact")),
            ]
        ),
        *paragraphs(
            "Kemajuan dihitung dari data sistem, bukan dari laporan. Kepala Perangkat Daerah "
            "menyatakan hasilnya paling lambat pada batas waktu di atas. Kami tidak pernah meminta "
            "kata sandi (password) atau kode OTP."
        ),
    ]
    return Body([*blocks, *paragraphs("Demikian untuk dilaksanakan.")])


def owner_question(given: Given) -> Body:
    """Whether an application is still needed; silence counts as agreement only after delivery."""
    due = spelling.day_in_full(given.day("answer_by"))
    blocks: list[Block] = [
        *paragraphs(
            f"Dalam penataan aplikasi pemerintah kota, kami menanyakan apakah "
            f"{given.text('application')} masih digunakan."
        ),
        facts([("Aplikasi", given.text("application")), ("Alamat", given.text("hosts"))]),
    ]
    if given.lines("signs"):
        blocks += [*paragraphs("Yang kami ketahui saat ini:"), points(given.lines("signs"))]
    blocks += paragraphs(
        f"Mohon jawaban Saudara paling lambat {due}: dipertahankan (dengan penilaian) atau dapat "
        "dihentikan. Bila sampai tanggal itu tidak ada jawaban, aplikasi dianggap dapat "
        "dihentikan; datanya dicadangkan lebih dahulu dan penghentian dapat dibatalkan."
    )
    return Body([*blocks, *paragraphs(THANKS)])


def press_release(given: Given) -> Body:
    """What is said in public, and on which facts it rests."""
    blocks = paragraphs(given.text("text"))
    if given.rows("questions"):
        blocks.append(heading("Tanya jawab"))
        for question, answer in given.rows("questions"):
            blocks += paragraphs(f"Tanya: {question}\nJawab: {answer}")
    if given.moment("next_word_at"):
        when = spelling.moment_in_full(given.moment("next_word_at"))
        blocks += paragraphs(f"Kabar berikutnya: {when}.")
    return Body([*blocks, facts([("Narahubung media", given.text("contact"))])])


def daily_report(given: Given) -> Body:
    """What changed, what was said and decided, who is late, what contradicts, what is next."""
    blocks: list[Block] = [*paragraphs(given.text("summary"))]
    if given.rows("numbers"):
        blocks.append(
            table(("Hal", "Hari ini", "Kemarin"), given.rows("numbers"), widths=(6, 2, 2))
        )
    for name, title in (
        ("changed", "Yang berubah"),
        ("meetings", "Rapat"),
        ("facts", "Fakta"),
        ("decisions", "Keputusan"),
        ("done", "Tugas selesai"),
        ("late", "Lewat batas waktu"),
        ("contradictions", "Tidak sesuai data sistem"),
        ("tomorrow", "Berikutnya"),
    ):
        if given.lines(name):
            blocks += [heading(title), points(given.lines(name))]
    if given.text("source"):
        blocks.append(note(given.text("source")))
    return Body(blocks)


LETTERS: dict[str, Kind] = {
    "letter": Kind(
        title=_("Surat dinas"),
        about=_("Surat bebas dengan kop, nomor dan tujuan."),
        compose=free_letter,
        fields=(Field("text", _("Isi surat"), Input.TEXT,
                      help=_("Pisahkan paragraf dengan satu baris kosong.")),),
    ),
    "incident_report": Kind(
        title=_("Laporan insiden siber kepada BSSN"),
        about=_("Pasal 15 Peraturan BSSN 1/2024: narahubung, uraian, kronologi, dampak."),
        compose=incident_report,
        nature=Nature.LIMITED,
        subject="Laporan insiden siber",
        addressees=(BSSN,),
        fields=(
            Field("incident", _("Nomor registrasi insiden"), required=False),
            Field("found_at", _("Ditemukan"), Input.MOMENT),
            Field("detection_basis", _("Dasar penetapan"), required=False),
            Field("incident_class", _("Jenis insiden"), required=False),
            Field("risk", _("Tingkat risiko"), required=False),
            Field("iiv", _("Infrastruktur informasi vital (IIV)"), required=False),
            Field("assets", _("Aset dan sistem terdampak")),
            Field("tlp", _("Kode distribusi informasi (TLP)"), required=False),
            CONTACT,
            DESCRIPTION,
            CHRONOLOGY,
            IMPACT,
            Field("actions", _("Tindakan yang sudah dilakukan"), Input.TEXT, required=False),
            Field("evidence", _("Bukti"), Input.ROWS, required=False,
                  columns=(_("Bukti"), "SHA-256")),
            Field("help_needed", _("Bantuan yang diperlukan"), Input.TEXT, required=False),
        ),
    ),
    "help_request": Kind(
        title=_("Permohonan bantuan tanggap insiden kepada BSSN"),
        about=_("Surat permohonan yang diminta Layanan Aduan Siber BSSN."),
        compose=help_request,
        nature=Nature.VERY_URGENT,
        subject="Permohonan bantuan tanggap insiden siber",
        addressees=(BSSN,),
        fields=(
            Field("incident", _("Nomor registrasi insiden"), required=False),
            Field("found_at", _("Ditemukan"), Input.MOMENT),
            Field("assets", _("Aset dan sistem terdampak")),
            CONTACT,
            DESCRIPTION,
            Field("help_needed", _("Bantuan yang dimohonkan"), Input.TEXT,
                  help=_("Satu butir pada setiap baris.")),
            Field("supporting", _("Data pendukung"), Input.TEXT, required=False,
                  help=_("Satu butir pada setiap baris.")),
        ),
    ),
    "rotation_circular": Kind(
        title=_("Surat edaran penggantian kata sandi"),
        about=_("Kepada semua Perangkat Daerah: apa yang dilakukan, sampai kapan."),
        compose=rotation_circular,
        style=Style.HEADED,
        heading="SURAT EDARAN",
        nature=Nature.URGENT,
        subject="Penggantian nama pengguna dan kata sandi (password)",
        addressees=("Kepala Perangkat Daerah se-{city}",),
        fields=(
            Field("basis", _("Dasar"), Input.TEXT, required=False,
                  help=_("Peraturan, arahan atau surat yang menjadi dasarnya.")),
            Field("reason", _("Mengapa surat ini ditulis"), Input.TEXT),
            Field("steps", _("Yang diminta"), Input.TEXT, help=_("Satu butir pada setiap baris.")),
            Field("applications", _("Aplikasi")),
            Field("due_at", _("Batas waktu"), Input.MOMENT),
            Field("contact", _("Pertanyaan ke")),
        ),
    ),
    "owner_question": Kind(
        title=_("Pertanyaan kepada pemilik aplikasi"),
        about=_("Apakah aplikasi masih dipakai; tanpa jawaban dianggap dapat dihentikan."),
        compose=owner_question,
        subject="Konfirmasi penggunaan aplikasi",
        fields=(
            Field("application", _("Aplikasi")),
            Field("hosts", _("Alamat"), required=False),
            Field("signs", _("Yang diketahui"), Input.TEXT, required=False,
                  help=_("Satu butir pada setiap baris.")),
            Field("answer_by", _("Jawaban paling lambat"), Input.DAY),
        ),
    ),
    "press_release": Kind(
        title=_("Siaran pers"),
        about=_("Pernyataan resmi sebagai lembar untuk media."),
        compose=press_release,
        style=Style.HEADED,
        heading="SIARAN PERS",
        fields=(
            Field("text", _("Isi siaran pers"), Input.TEXT),
            Field("questions", _("Tanya jawab"), Input.ROWS, required=False,
                  columns=(_("Pertanyaan"), _("Jawaban"))),
            Field("next_word_at", _("Kabar berikutnya"), Input.MOMENT, required=False),
            Field("contact", _("Narahubung media")),
        ),
    ),
    "daily_report": Kind(
        title=_("Laporan harian"),
        about=_("Apa yang berubah, siapa yang lewat batas waktu, apa berikutnya."),
        compose=daily_report,
        style=Style.HEADED,
        heading="LAPORAN HARIAN",
        nature=Nature.LIMITED,
        fields=(
            Field("summary", _("Ringkasan"), Input.TEXT),
            Field("numbers", _("Angka"), Input.ROWS, required=False,
                  columns=(_("Hal"), _("Hari ini"), _("Kemarin"))),
            Field("changed", _("Yang berubah"), Input.TEXT, required=False),
            Field("meetings", _("Rapat dan yang hadir"), Input.TEXT, required=False),
            Field("facts", _("Fakta"), Input.TEXT, required=False),
            Field("decisions", _("Keputusan"), Input.TEXT, required=False),
            Field("done", _("Tugas selesai"), Input.TEXT, required=False),
            Field("late", _("Lewat batas waktu"), Input.TEXT, required=False),
            Field("contradictions", _("Tidak sesuai data sistem"), Input.TEXT, required=False),
            Field("tomorrow", _("Berikutnya"), Input.TEXT, required=False),
            Field("source", _("Sumber angka"), required=False),
        ),
    ),
}  # fmt: skip
