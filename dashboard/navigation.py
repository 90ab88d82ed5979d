"""The side navigation: what each role needs, in the order of a day."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import User
from accounts.queries import role_words
from accounts.roles import Permission, Reach, Role
from dashboard.demo.cast import CAST, PASSWORD

P = Permission


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the navigation, shown to who has one of the permissions, as far as they reach."""

    label: str | Promise
    name: str
    icon: str
    permissions: tuple[Permission, ...]
    reaches: tuple[Reach, ...] = (Reach.ALL, Reach.OWN, Reach.OWN_APPLICATIONS)


OFFICE = (Reach.ALL,)

GROUPS: tuple[tuple[str | Promise, tuple[Item, ...]], ...] = (
    (
        "",
        (
            Item(gettext_lazy("Hari ini"), "today", "home", (P.SEE_SUMMARIES,)),
            Item(
                gettext_lazy("Pekerjaan saya"),
                "my-work",
                "list-check",
                (P.ANSWER_FOR,),
                (Reach.OWN,),
            ),
            Item(
                gettext_lazy("Aplikasi saya"),
                "my-applications",
                "apps",
                (P.REPORT_LOCK,),
                (Reach.OWN_APPLICATIONS,),
            ),
            Item(
                gettext_lazy("OPD saya"),
                "my-department",
                "home",
                (P.SEE_DEPARTMENTS,),
                (Reach.OWN,),
            ),
            Item(
                pgettext_lazy("list", "Penggantian serentak"),
                "campaigns",
                "refresh",
                (P.SEE_DEPARTMENTS,),
            ),
            Item(
                gettext_lazy("OPD tanpa Agen"),
                "my-work",
                "user-question",
                (P.RUN_CAMPAIGN,),
                OFFICE,
            ),
            Item(pgettext_lazy("list", "Arahan"), "directives", "gavel", (P.SEE_DEPARTMENTS,)),
            Item(pgettext_lazy("list", "OPD"), "departments", "building", (P.SEE_DEPARTMENTS,)),
            Item(
                gettext_lazy("Kepatuhan OPD"), "compliance", "clipboard-check", (P.SEE_SUMMARIES,)
            ),
            Item(pgettext_lazy("list", "Backup"), "backups", "database", (P.SEE_DEPARTMENTS,)),
            Item(gettext_lazy("Sesi login"), "sessions", "logout", (P.SEE_DEPARTMENTS,)),
        ),
    ),
    (
        gettext_lazy("Kebocoran"),
        (
            Item(gettext_lazy("Laporan kebocoran"), "leak-reports", "virus-search", (P.IMPORT,)),
            Item(gettext_lazy("Belum dikenali"), "unmatched", "user-question", (P.IMPORT,)),
            Item(
                gettext_lazy("Komputer terinfeksi"),
                "devices",
                "device-desktop",
                (P.SEE_DEPARTMENTS,),
                (Reach.ALL, Reach.OWN),
            ),
            Item(
                gettext_lazy("Data dari sistem"),
                "readings-files",
                "database",
                (P.IMPORT, P.IMPORT_READINGS),
            ),
        ),
    ),
    (
        gettext_lazy("Penanganan"),
        (
            Item(gettext_lazy("Kotak masuk"), "inbox", "inbox", (P.RUN_CAMPAIGN,)),
            Item(gettext_lazy("Antrean kendala"), "trouble", "hand-stop", (P.RUN_CAMPAIGN,)),
            Item(gettext_lazy("Naik ke atasan"), "escalations", "arrow-up", (P.RUN_CAMPAIGN,)),
            Item(pgettext_lazy("list", "Telepon"), "calls", "phone", (P.RUN_CAMPAIGN,)),
            Item(
                gettext_lazy("Masuk setelah bocor"),
                "log-ins",
                "lock-open",
                (P.SEE_DEPARTMENTS,),
                (Reach.ALL, Reach.OWN),
            ),
            Item(gettext_lazy("Insiden siber"), "incidents", "alert-triangle", (P.READ_INCIDENT,)),
            Item(gettext_lazy("Brankas bukti"), "vault", "lock", (P.READ_EVIDENCE,)),
            Item(gettext_lazy("Klaim kebocoran"), "claims", "eye", (P.READ_INCIDENT,)),
            Item(
                pgettext_lazy("list", "Tugas insiden"),
                "incident-tasks",
                "checklist",
                (P.READ_INCIDENT, P.REPORT_LOCK),
            ),
            Item(
                pgettext_lazy("list", "Peringatan BSSN"),
                "notices",
                "bell",
                (P.READ_INCIDENT,),
            ),
            Item(
                pgettext_lazy("list", "Permintaan keluar"),
                "requests-out",
                "send",
                (P.READ_INCIDENT,),
                OFFICE,
            ),
            Item(
                pgettext_lazy("list", "Rapat evaluasi"),
                "meetings",
                "users",
                (P.READ_INCIDENT,),
                OFFICE,
            ),
            Item(
                pgettext_lazy("list", "Pemeriksaan layanan"),
                "service-checks",
                "server",
                (P.READ_INCIDENT,),
            ),
            Item(
                pgettext_lazy("list", "Pernyataan resmi"),
                "statements",
                "speakerphone",
                (P.READ_STATEMENT,),
            ),
            Item(
                pgettext_lazy("list", "Surat dan berita acara"),
                "documents",
                "file-text",
                (P.READ_DOCUMENT,),
                OFFICE,
            ),
            Item(
                gettext_lazy("Pesan palsu"), "false-messages", "speakerphone", (P.WRITE_INCIDENT,)
            ),
            Item(
                gettext_lazy("Ringkasan mitra"),
                "partner",
                "message",
                (P.POST_RECOMMENDATION,),
                (Reach.OWN_ORGANISATION,),
            ),
            Item(
                gettext_lazy("Rekomendasi mitra"),
                "recommendations",
                "message",
                (P.READ_RECOMMENDATION, P.POST_RECOMMENDATION),
                (Reach.ALL, Reach.OWN_ORGANISATION),
            ),
            Item(gettext_lazy("Imbauan keamanan"), "bulletins", "bell", (P.READ_RECOMMENDATION,)),
            Item(
                gettext_lazy("Imbauan keamanan"),
                "department-bulletins",
                "bell",
                (P.REPORT_DUTY,),
                (Reach.OWN,),
            ),
            Item(
                gettext_lazy("Konsultasi mitra"),
                "consultations",
                "users",
                (P.READ_RECOMMENDATION,),
            ),
            Item(
                gettext_lazy("Barang bukti diterima"),
                "evidence-received",
                "lock",
                (P.RECEIVE_EVIDENCE,),
                (Reach.OWN_ORGANISATION,),
            ),
            Item(gettext_lazy("Pesan keluar"), "messages", "mail", (P.RUN_CAMPAIGN,)),
            Item(
                gettext_lazy("WhatsApp petugas"),
                "whatsapp-queue",
                "brand-whatsapp",
                (P.RUN_CAMPAIGN,),
            ),
        ),
    ),
    (
        gettext_lazy("Daftar"),
        (
            Item(pgettext_lazy("list", "Aplikasi"), "applications", "apps", (P.SEE_DEPARTMENTS,)),
            Item(
                gettext_lazy("Aplikasi tidak terpakai"),
                "retirements",
                "archive",
                (P.SEE_DEPARTMENTS,),
            ),
            Item(gettext_lazy("Akun"), "accounts", "key", (P.SEE_DEPARTMENTS,)),
            Item(
                pgettext_lazy("list", "Orang"),
                "people",
                "users",
                (P.MANAGE_PEOPLE, P.SEE_PERSONAL),
                OFFICE,
            ),
            Item(pgettext_lazy("list", "Jabatan"), "positions", "id", (P.MANAGE_PEOPLE,)),
            Item(
                gettext_lazy("Jenjang pengingat"),
                "ladders",
                "bell",
                (P.RUN_CAMPAIGN, P.MANAGE_PEOPLE),
            ),
            Item(
                gettext_lazy("Tugas siap pakai"),
                "ready-tasks",
                "checklist",
                (P.RUN_CAMPAIGN, P.MANAGE_PEOPLE),
            ),
            Item(gettext_lazy("Hari libur"), "holidays", "calendar", (P.MANAGE_PEOPLE,)),
            Item(pgettext_lazy("list", "Saluran"), "channels", "send", (P.MANAGE_PEOPLE,)),
            Item(
                gettext_lazy("Pemeriksaan alamat"), "retirement-probe", "world", (P.MANAGE_PEOPLE,)
            ),
            Item(gettext_lazy("Teks pesan"), "texts", "file-text", (P.MANAGE_PEOPLE,)),
            Item(gettext_lazy("Mitra"), "organisations", "affiliate", (P.READ_RECOMMENDATION,)),
            Item(gettext_lazy("Unggah daftar"), "register-upload", "upload", (P.IMPORT,)),
        ),
    ),
    (
        gettext_lazy("Pengawasan"),
        (
            Item(
                gettext_lazy("Siapa diberi tahu apa"),
                "told",
                "search",
                (P.SEE_PERSONAL,),
                (Reach.ALL, Reach.OWN),
            ),
            Item(gettext_lazy("Catatan audit"), "trail", "history", (P.READ_TRAIL,)),
            Item(
                gettext_lazy("Kondisi sistem"),
                "system-state",
                "activity",
                (P.RUN_CAMPAIGN, P.MANAGE_PEOPLE),
            ),
        ),
    ),
)


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the side navigation and the user's menu."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {"nav": []} | (demo_sign_ins() if settings.DEMO else {})
    groups = [
        {"label": label, "items": [line for item in items if (line := _line(item, request, user))]}
        for label, items in GROUPS
    ]
    return {"nav": [group for group in groups if group["items"]], "user_menu": _menu(user)}


def demo_sign_ins() -> dict[str, Any]:
    """Who can sign in to the made-up city; shown on the sign-in page of a demo only."""
    cast = [{"role": role_words(one.role), "email": one.email} for one in CAST]
    return {"demo_signins": cast, "demo_password": PASSWORD}


def home_of(user: User) -> str:
    """The address of the first page a user needs after the sign-in."""
    if user.holds(Role.AGENT):
        return reverse("my-work")
    for _label, items in GROUPS:
        for item in items:
            if item.name not in ("today", "my-work") and _shown(item, user):
                return reverse(item.name)
    return _profile()


def _shown(item: Item, user: User) -> bool:
    return any(user.scope(permission).reach in item.reaches for permission in item.permissions)


def _line(item: Item, request: HttpRequest, user: User) -> dict[str, Any] | None:
    if not _shown(item, user):
        return None
    try:
        url = reverse(item.name)
    except NoReverseMatch:
        return None
    here = request.path == url or (url != "/" and request.path.startswith(url))
    return {"label": item.label, "url": url, "icon": item.icon, "active": here}


def _menu(user: User) -> dict[str, Any]:
    titles = [role_words(position.role) for position in user.held_positions]
    return {
        "name": user.display_name,
        "role": ", ".join(dict.fromkeys(titles)) or _("belum memegang jabatan"),
        "links": [{"label": _("Akun saya"), "url": _profile(), "icon": "user"}],
    }


def _profile() -> str:
    return reverse("profile")
