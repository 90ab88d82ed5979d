"""Made-up data for the gallery: one plausible day, no real person, no real department."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from django import forms

from secops.house import charts
from secops.house.tables import (
    BarColumn,
    HouseTable,
    LinkColumn,
    NumberColumn,
    PickColumn,
    PillColumn,
    SparkColumn,
)
from secops.house.text import WIB, wib

NOW = datetime(2026, 11, 22, 14, 5, tzinfo=WIB)
SUBTITLE = f"{wib(NOW)} · data pukul 14.04 WIB"
LOOKS = {
    "ok": ("ok", "", "Selesai"),
    "late": ("late", "", "Lewat batas waktu"),
    "soon": ("soon", "", "Mendekati batas waktu"),
    "unknown": ("unknown", "", "Belum ada data"),
    "info": ("info", "", "Berjalan"),
}


@dataclass(frozen=True)
class Department:
    """A row of the sample table."""

    pk: int
    name: str
    usable: int | None
    share: tuple[int | None, int]
    days: tuple[int | None, ...]
    state: str


def departments() -> list[Department]:
    """Eleven rows, one of them without data."""
    return [
        Department(1, "Dinas Kesehatan", 186, (1813, 1999), (9, 8, 8, 6, 5, 5, 3, 2, 2, 1), "soon"),
        Department(2, "Dinas Pendidikan", 1127, (690, 1817), (9, 9, 8, 8, 8, 7, 7, 7, 6), "late"),
        Department(3, "RSUD Kota", 0, (629, 629), (9, 7, 6, 4, 3, 3, 2, 1, 0, 0), "ok"),
        Department(4, "Dinas Perhubungan", 445, (522, 967), (9, 8, 8, 7, 7, 6, 6, 5, 5, 5), "info"),
        Department(5, "Kecamatan Utara", 661, (406, 1067), (9, 9, 9, 8, 8, 8, 8, 7, 7, 7), "late"),
        Department(6, "BKPSDM", 193, (303, 496), (9, 8, 7, 7, 6, 5, 5, 4, 4, 3), "soon"),
        Department(
            7, "Satpol PP", None, (None, 798), (9, 9, 8, None, None, None, None, None, None, None),
            "unknown",
        ),
        *(
            Department(8 + n, f"Kecamatan Contoh {n + 1}", 40 * n, (300 - 40 * n, 300),
                       (9, 8, 7, 6, 5, 4, 3, 3, 2, 2), "info")
            for n in range(4)
        ),
    ]  # fmt: skip


class DepartmentTable(HouseTable):
    """The table of the gallery: one of each column."""

    caption = "OPD yang perlu dibantu lebih dahulu"
    title = "name"
    phone_hidden = ("days",)
    pick = PickColumn()
    name = LinkColumn(verbose_name="OPD", url=lambda row: f"#opd-{row.pk}")
    usable = NumberColumn(verbose_name="Masih dapat dipakai", url=lambda row: f"#akun-{row.pk}")
    share = BarColumn(verbose_name="Terbukti", orderable=False)
    days = SparkColumn(verbose_name="10 hari", orderable=False)
    state = PillColumn(verbose_name="Keadaan", look=lambda value: LOOKS[value])


class SampleForm(forms.Form):
    """One of each kind of field, with one mistake in it."""

    title = forms.CharField(label="Judul insiden", max_length=60)
    found = forms.DateTimeField(
        label="Diketahui pada",
        help_text="Waktu Indonesia Barat, misalnya 22/11/2026 14.05",
    )
    level = forms.ChoiceField(
        label="Tingkat", choices=[("", "Pilih"), ("1", "Berat"), ("2", "Sedang"), ("3", "Ringan")]
    )
    source = forms.ChoiceField(
        label="Sumber",
        choices=[("b", "Peringatan BSSN"), ("m", "Laporan mitra"), ("s", "Temuan sendiri")],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label="Catatan", widget=forms.Textarea({"rows": 3}), required=False)
    agree = forms.BooleanField(label="Beri tahu Kepala OPD hari ini", required=False)


def sample_chart() -> Any:
    """Ten days, one without data, ending a day late."""
    start = date(2026, 11, 12)
    left = [12430, 11902, 11240, 10080, None, None, 8420, 7210, 6030, 5180, 4182]
    said = [12430, 11700, 10800, 9500, 9000, 8600, 7600, 6300, 5100, 4100, 3300]
    return charts.burn_down(
        [(start + timedelta(n), value) for n, value in enumerate(left)],
        claimed=[(start + timedelta(n), value) for n, value in enumerate(said)],
        deadline=date(2026, 11, 24),
        ends=date(2026, 11, 25),
        total=12430,
    )


def context() -> dict[str, Any]:
    """Everything else that the gallery shows."""
    form = SampleForm({"title": "", "found": "05/13/2026", "level": "1", "source": "b"})
    event = SimpleNamespace
    return {
        "nav": [
            {"label": "", "items": [
                {"label": "Hari ini", "url": "#", "icon": "home", "active": True},
                {"label": "Tugas saya", "url": "#", "icon": "inbox", "count": 5, "tone": "late",
                 "count_label": "menunggu"},
                {"label": "Insiden siber", "url": "#", "icon": "alert-triangle", "count": 3},
            ]},
            {"label": "Penanganan", "items": [
                {"label": "Penggantian serentak", "url": "#", "icon": "key"},
                {"label": "Tugas OPD", "url": "#", "icon": "list-check"},
                {"label": "Aplikasi", "url": "#", "icon": "apps"},
                {"label": "Rekomendasi mitra", "url": "#", "icon": "scale"},
            ]},
            {"label": "Keluaran", "items": [
                {"label": "Laporan harian", "url": "#", "icon": "news"},
                {"label": "Surat dan berita acara", "url": "#", "icon": "file-text"},
                {"label": "Layar posko", "url": "#", "icon": "presentation"},
            ]},
        ],
        "user_menu": {"name": "Rani Contoh", "role": "Petugas piket", "links": [
            {"label": "Keamanan akun saya", "url": "#", "icon": "shield-lock"},
        ]},
        "search_url": "/search/",
        "breadcrumbs": [("Hari ini", "#"), ("Galeri", "")],
        "chart": sample_chart(),
        "bar": charts.stacked_bar(
            [charts.Part("Terbukti", 7902, "ok"), charts.Part("Dinyatakan sudah", 346, "claim"),
             charts.Part("Belum ada tindakan", 3204, "quiet"),
             charts.Part("Belum ada data", 978, "unknown")],
            title="Kemajuan penggantian",
        ),
        "rail": charts.timeline_rail(
            [charts.RailEvent(NOW - timedelta(hours=30), "Peringatan BSSN", "late", True),
             charts.RailEvent(NOW - timedelta(hours=22), "Pernyataan awal", "ok", True),
             charts.RailEvent(NOW + timedelta(hours=18), "Lapor 2×24 jam", "soon"),
             charts.RailEvent(NOW + timedelta(hours=42), "Batas waktu 3×24 jam", "late")],
            title="Hitungan waktu insiden", now=NOW,
        ),
        "tones": [(tone, label) for tone, _, label in LOOKS.values()] + [
            ("claim", "Dinyatakan sudah"), ("quiet", "Belum ada tindakan")],
        "facts": [("Sistem", "SIMPATIK"), ("Batas waktu", wib(NOW + timedelta(days=2, hours=2))),
                  ("NIP", "1880**************"), ("Data terakhir dari sistem", None)],
        "events": [
            event(at=NOW, text="Pengingat dikirim kepada 3.071 orang", url="#", tone="info",
                  who="oleh Rani Contoh, dibaca oleh 1.204 orang"),
            event(at=NOW - timedelta(hours=3), text="Dinas Pendidikan menyatakan backup diuji",
                  url="#", tone="ok"),
            event(at=NOW - timedelta(days=1), text="Batas waktu arahan 12/SE lewat", tone="late",
                  url="#", detail="7 OPD belum menerima"),
        ],
        "steps": ["Daftar akun", "Pesan", "Jadwal", "Uji ke saya", "Mulai"],
        "whatsapp": "Yth. Bapak/Ibu Kepala OPD,\n\nBatas waktu penggantian kata sandi (password) "
        "SIMPATIK: Selasa, 24 November 2026, 16.00 WIB.\nPosko Siber (024) 000-0000",
        "job": SimpleNamespace(pk=7, label="Impor akun-november.xlsx", done=4182, total=12430,
                               finished=False, failed=False, cancel_requested=False,
                               eta_seconds=40, message=""),
        "done_job": SimpleNamespace(pk=8, label="Ekspor akun bocor", done=10, total=10,
                                    finished=True, failed=False, cancel_requested=False,
                                    eta_seconds=None, message="12.430 baris tersimpan"),
        "tabs_items": [
            {"label": "Semua", "url": "#", "active": True, "count": 62},
            {"label": "Lewat batas waktu", "url": "#", "count": 7},
            {"label": "Belum ada data", "url": "#", "count": 3},
        ],
        "verbs": [("remind", "Ingatkan yang dipilih…"), ("assign", "Tetapkan Agen…")],
        "form": form,
        "heat": [("Dinas Kesehatan", (22, 48, 66, None)), ("Dinas Pendidikan", (None, 48, 95, 31)),
                 ("RSUD Kota", (100, 95, 95, 48)), ("Dinas Perhubungan", (76, 48, 48, 48))],
    }  # fmt: skip
