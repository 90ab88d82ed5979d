"""The registers of a made-up city: 68 units, 20 applications, 15,000 accounts of all kinds.

Everything is recognisably invented: domain kotacontoh.example, NIPs with birth years 18xx, no real
person. The same seed gives the same city, so that a picture of it can be compared.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

SEED = 20_240_626
DOMAIN = "kotacontoh.example"

FIRST = (
    *("Adi", "Agus", "Ani", "Ayu", "Bagus", "Budi", "Citra", "Dewi", "Dian", "Eko", "Endang"),
    *("Fajar", "Gita", "Hadi", "Hesti", "Indah", "Joko", "Kartika", "Lestari", "Made", "Maya"),
    *("Nia", "Nur", "Oki", "Putri", "Rahmat", "Ratna", "Rini", "Sari", "Slamet", "Sri", "Tono"),
    *("Umi", "Wahyu", "Wati", "Yanti", "Yoga", "Yusuf", "Zaki", "Zahra"),
)
LAST = (
    *("Contoh", "Uji", "Cermin", "Padi", "Melati", "Jati", "Kenanga", "Cempaka", "Samudra"),
    *("Pelangi", "Bintang", "Rembulan", "Cakrawala", "Mentari", "Embun", "Lembayung", "Teratai"),
)

AGENCIES = (
    *("Inspektorat", "Badan Perencanaan", "Badan Riset dan Inovasi", "Badan Kepegawaian"),
    *("Badan Keuangan dan Aset", "Badan Pendapatan", "Badan Kesatuan Bangsa"),
    *("Badan Penanggulangan Bencana", "Satuan Polisi Pamong Praja", "Rumah Sakit Daerah"),
    "Sekretariat DPRD",
)
SERVICES = (
    *("Pendidikan", "Kesehatan", "Pekerjaan Umum", "Penataan Ruang", "Perumahan"),
    *("Ketahanan Pangan", "Lingkungan Hidup", "Kependudukan", "Pengendalian Penduduk"),
    *("Perhubungan", "Arsip dan Perpustakaan", "Perikanan", "Pertanian", "Perdagangan"),
    *("Perindustrian", "Koperasi", "Penanaman Modal", "Pemuda dan Olahraga", "Kebudayaan"),
    *("Pemadam Kebakaran", "Sosial", "Tenaga Kerja", "Pemberdayaan Perempuan"),
    "Komunikasi dan Informatika",
)
SECTIONS = (
    *("Hukum", "Organisasi", "Umum", "Pemerintahan", "Kesejahteraan Rakyat", "Perekonomian"),
    *("Pembangunan", "Pengadaan", "Protokol", "Kerja Sama", "Sumber Daya Alam", "Keuangan Setda"),
)
DISTRICTS = (
    *("Awan", "Bukit", "Curug", "Delima", "Edelweis", "Flamboyan", "Gunung", "Hilir", "Intan"),
    *("Jernih", "Kali", "Lembah", "Muara", "Nirwana", "Ombak", "Pantai"),
)
ENTERPRISES = ("Air Minum", "Pasar", "Bank Contoh", "Angkutan", "Percetakan")


@dataclass(frozen=True, slots=True)
class Unit:
    """One department as the register has it."""

    code: str
    name: str
    kind: str
    size: int
    head: str
    agent: str
    parent: str = ""


@dataclass(frozen=True, slots=True)
class App:
    """One application as the register has it."""

    code: str
    name: str
    owner: str
    other_hosts: str = ""
    criticality: str = "medium"
    idle: str = "30"
    kills: str = "unknown"
    reports_sessions: str = "yes"
    reads: str = "yes"
    carries: str = ""
    public: str = "no"
    status: str = "active"
    stack_hint: str = ""


APPS = (
    App(
        "simpatik",
        "SIMPATIK",
        "BKP",
        "simpatik-lama.kotacontoh.example 192.0.2.50:6517 example.kotacontoh.simpatik",
        "high",
        "120",
        "no",
    ),
    App("absen", "Presensi", "BKP", "", "high", "30", "yes", "no"),
    App(
        "surel",
        "Surel Dinas",
        "KOMINFO",
        "webmail.kotacontoh.example",
        "high",
        "30",
        "yes",
        carries=DOMAIN,
    ),
    App("epajak", "e-Pajak", "BAPENDA", reads="yes"),
    App("epuskesmas", "e-Puskesmas", "DINKES", "192.0.2.61:8080", "high", "240", "no", "no"),
    App("perizinan", "Perizinan", "DPM", public="yes"),
    App("aset", "Aset Daerah", "BPKA", reads="no", reports_sessions="no"),
    App("ppdb", "Penerimaan Siswa", "DISDIK", public="yes"),
    App("surat", "Naskah Dinas", "ARPUS", kills="yes"),
    App("siap", "Pelayanan Kecamatan", "DUKCAPIL"),
    App("rapat", "Agenda Rapat", "UMUM", criticality="low"),
    App("lapor", "Lapor Kota", "KOMINFO", public="yes"),
    *(
        App(
            f"lama{n}",
            name,
            owner,
            criticality="low",
            idle="",
            reads="no",
            reports_sessions="no",
            status="dormant",
        )
        for n, (owner, name) in enumerate(
            (
                ("DISDIK", "PPDB 2019"),
                ("DINKES", "Posyandu Lama"),
                ("DPU", "Info Jalan Rusak"),
                ("DISTARU", "Peta Ruang 2017"),
                ("DISPERKIM", "Rusunawa Daring"),
                ("DKP", "Harga Pangan"),
                ("DLH", "Pantau Udara"),
                ("DINSOS", "Bansos 2020"),
            ),
            1,
        )
    ),
)


@dataclass
class City:
    """The generated registers, row by row, as the importers read them."""

    accounts_wanted: int = 15_000
    units: list[Unit] = field(default_factory=list)
    accounts: list[dict[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.random = random.Random(SEED)
        self.units = list(_units(self.random))
        self.accounts = list(_accounts(self))

    def departments_rows(self) -> Iterator[dict[str, str]]:
        for number, unit in enumerate(self.units):
            mail = unit.code.lower()
            has_agent = number % 13 != 5
            yield {
                "code": unit.code,
                "name": unit.name,
                "kind": unit.kind,
                "parent_code": unit.parent,
                "head_name": unit.head,
                # Two heads without any address: they must stand somewhere and be seen.
                "head_email": "" if number in (17, 44) else f"kepala.{mail}@{DOMAIN}",
                "head_phone": "" if number % 11 == 6 else f"+62811000{number:04d}",
                "agent_name": unit.agent if has_agent else "",
                "agent_email": f"agen.{mail}@{DOMAIN}" if has_agent else "",
                "agent_phone": f"+62812000{number:04d}" if has_agent else "",
            }

    def applications_rows(self) -> Iterator[dict[str, str]]:
        for app in APPS:
            yield {
                "code": app.code,
                "name": app.name,
                "owner_code": app.owner,
                "url": f"https://{app.code}.{DOMAIN}/",
                "other_hosts": app.other_hosts,
                "criticality": app.criticality,
                "personal_data": "no" if app.status == "dormant" else "yes",
                "iiv": "no",
                "status": app.status,
                "idle_timeout_minutes": app.idle,
                "absolute_timeout_hours": "24" if app.idle else "",
                "kills_sessions_on_password_change": app.kills,
                "reports_sessions": app.reports_sessions,
                "reads_passwords": app.reads,
                "carries_mail_for": app.carries,
                "public_users": app.public,
                "vendor": "PT Vendor Contoh" if app.code in ("epuskesmas", "ppdb") else "",
                "last_deployed_on": "2019-03-04" if app.status == "dormant" else "2026-08-17",
            }


def _units(dice: random.Random) -> Iterator[Unit]:
    codes = {
        "Badan Perencanaan": "BAPPEDA", "Badan Riset dan Inovasi": "BRIDA",
        "Badan Kepegawaian": "BKP", "Badan Keuangan dan Aset": "BPKA",
        "Badan Pendapatan": "BAPENDA", "Badan Kesatuan Bangsa": "KESBANG",
        "Badan Penanggulangan Bencana": "BPBD", "Satuan Polisi Pamong Praja": "SATPOLPP",
        "Rumah Sakit Daerah": "RSD", "Sekretariat DPRD": "SETWAN", "Inspektorat": "INSPEKTORAT",
        "Pendidikan": "DISDIK", "Kesehatan": "DINKES", "Pekerjaan Umum": "DPU",
        "Penataan Ruang": "DISTARU", "Perumahan": "DISPERKIM", "Ketahanan Pangan": "DKP",
        "Lingkungan Hidup": "DLH", "Kependudukan": "DUKCAPIL",
        "Pengendalian Penduduk": "DALDUK", "Perhubungan": "DISHUB",
        "Arsip dan Perpustakaan": "ARPUS", "Perikanan": "DISKAN", "Pertanian": "DISPERTAN",
        "Perdagangan": "DISDAG", "Perindustrian": "DISPERIN", "Koperasi": "DISKOP",
        "Penanaman Modal": "DPM", "Pemuda dan Olahraga": "DISPORA", "Kebudayaan": "DISBUD",
        "Pemadam Kebakaran": "DAMKAR", "Sosial": "DINSOS", "Tenaga Kerja": "DISNAKER",
        "Pemberdayaan Perempuan": "DPPPA", "Komunikasi dan Informatika": "KOMINFO",
        "Umum": "UMUM",
    }  # fmt: skip
    sizes = {"DISDIK": 2600, "DINKES": 1900, "RSD": 1300, "KOMINFO": 180, "DINSOS": 240}

    def unit(code: str, name: str, kind: str, ordinary: int) -> Unit:
        size = sizes.get(code, max(30, int(dice.gauss(ordinary, ordinary / 4))))
        return Unit(code, name, kind, size, _name(dice), _name(dice))

    for name in AGENCIES:
        yield unit(codes[name], name, "BADAN", 150)
    for name in SERVICES:
        yield unit(codes[name], f"Dinas {name}", "DINAS", 190)
    for number, name in enumerate(SECTIONS, 1):
        yield unit(codes.get(name, f"SETDA{number:02d}"), f"Bagian {name}", "SETDA", 45)
    for number, name in enumerate(DISTRICTS, 1):
        yield unit(f"KEC{number:02d}", f"Kecamatan {name}", "KECAMATAN", 110)
    for number, name in enumerate(ENTERPRISES, 1):
        yield unit(f"BUMD{number}", f"Perusahaan Daerah {name}", "BUMD", 60)


def _name(dice: random.Random) -> str:
    return f"{dice.choice(FIRST)} {dice.choice(LAST)}"


def _nip(dice: random.Random, number: int) -> str:
    born = 1860 + dice.randrange(40)
    joined = born + 22 + dice.randrange(8)
    return (
        f"{born}{dice.randrange(1, 13):02d}{dice.randrange(1, 29):02d}"
        f"{joined}{dice.randrange(1, 13):02d}{dice.randrange(1, 3)}{number % 1000:03d}"
    )


def _accounts(city: City) -> Iterator[dict[str, str]]:
    dice = city.random
    total_size = sum(unit.size for unit in city.units)
    today = datetime(2026, 1, 1)  # noqa: DTZ001 - the register's dates are written out as text
    made = 0
    person = 0
    seen: set[str] = set()
    while made < city.accounts_wanted:
        for unit in city.units:
            share = max(1, round(unit.size / total_size * city.accounts_wanted / 220))
            for _one in range(share):
                person += 1
                name = _name(dice)
                nip = _nip(dice, person)
                if nip in seen:
                    continue
                seen.add(nip)
                for row in _of_person(dice, person, name, nip, unit, today):
                    yield row
                    made += 1
        if made >= city.accounts_wanted - 200:
            break
    yield from _special(dice, city, today)


def _of_person(
    dice: random.Random, number: int, name: str, nip: str, unit: Unit, today: datetime
) -> Iterator[dict[str, str]]:
    """A person's logins: nearly everybody has SIMPATIK and Presensi, some have up to five."""
    mail = f"{name.lower().replace(' ', '.')}.{number}@{DOMAIN}"
    reach = dice.random()
    common = {
        "holder_name": name,
        "holder_nip": nip,
        # One in fifteen has no address at all, one in twelve a telephone only.
        "holder_email": "" if reach < 0.15 else mail,
        "holder_phone": ""
        if reach < 0.066 or (reach >= 0.15 and dice.random() < 0.34)
        else f"+62813{number:07d}",
        "department_code": unit.code,
        "kind": "person",
        "owner_name": "",
        "privileged": "no",
    }
    apps = ["simpatik"]
    if dice.random() < 0.42:
        apps.append("absen")
    if common["holder_email"] and dice.random() < 0.3:
        apps.append("surel")
    extra = {
        "DINKES": "epuskesmas",
        "BAPENDA": "epajak",
        "DPM": "perizinan",
        "BPKA": "aset",
        "DISDIK": "ppdb",
    }.get(unit.code, "siap" if unit.kind == "KECAMATAN" else "surat")
    if dice.random() < 0.25:
        apps.append(extra)
    if number % 400 == 0:
        apps = ["simpatik", "absen", "surel", "surat", "rapat"]
    for app in apps:
        username = nip
        if app == "surel":
            username = mail
        elif app in ("surat", "rapat", "siap", "epuskesmas"):
            username = f"{name.split()[0].lower()}{number}"
        privileged = dice.random() < 0.008
        yield _row(
            common | {"privileged": "yes" if privileged else "no"},
            app,
            username,
            dice,
            today,
            external_id=f"{app[:2].upper()}{number:06d}" if app in ("simpatik", "surel") else "",
        )


def _special(dice: random.Random, city: City, today: datetime) -> Iterator[dict[str, str]]:
    """Shared desks, service and vendor accounts."""
    for number, unit in enumerate(city.units):
        if unit.kind in ("KECAMATAN", "DINAS") and number % 2 == 0:
            yield _row(
                _owned(unit, "shared"),
                "siap" if unit.kind == "KECAMATAN" else "surat",
                f"loket-{number}",
                dice,
                today,
            )
    for number, app in enumerate(APPS):
        if app.status == "active":
            owner = next(unit for unit in city.units if unit.code == app.owner)
            yield _row(_owned(owner, "service"), app.code, f"svc-{app.code}", dice, today)
            if number % 3 == 0:
                yield _row(
                    _owned(owner, "vendor")
                    | {
                        "holder_name": "Teknisi PT Vendor Contoh",
                        "holder_email": f"teknisi{number}@vendor-contoh.test",
                    },
                    app.code,
                    f"vendor-{app.code}",
                    dice,
                    today,
                )


def _owned(unit: Unit, kind: str) -> dict[str, str]:
    return {
        "holder_name": "",
        "holder_nip": "",
        "holder_email": "",
        "holder_phone": "",
        "department_code": unit.code,
        "kind": kind,
        "owner_name": unit.agent,
        "owner_email": f"agen.{unit.code.lower()}@{DOMAIN}",
        "privileged": "yes" if kind == "service" else "no",
    }


def _row(
    common: dict[str, str],
    app: str,
    username: str,
    dice: random.Random,
    today: datetime,
    external_id: str = "",
) -> dict[str, str]:
    changed = today - timedelta(days=dice.randrange(90, 1100), minutes=dice.randrange(1440))
    last = today - timedelta(days=dice.randrange(5, 200))
    return common | {
        "application_code": app,
        "username": username,
        "external_id": external_id,
        "password_changed_at": changed.isoformat(timespec="seconds") + "+07:00",
        "last_login_at": last.isoformat(timespec="seconds") + "+07:00",
    }
