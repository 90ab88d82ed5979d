"""Filling a template of WhatsApp: named places, each one line, the whole at most 1,024 signs."""

from collections.abc import Mapping

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secops.outbox.composers import Composed
from secops.outbox.models import Message
from secops.outbox.places import is_balanced, places_of, written

LONGEST = 1024
#: name of a place -> what stands there
PLACES: Mapping[str, object] = {
    "nama": gettext_lazy("nama penerima"),
    "judul": gettext_lazy("judul pesan"),
    "isi": gettext_lazy("isi pesan, dalam satu baris"),
    "kantor": gettext_lazy("nama kantor"),
    "telepon": gettext_lazy("telepon posko"),
    "alamat": gettext_lazy("alamat untuk mengetik kode"),
}


def fault_of(body: str) -> str:
    """Why WhatsApp would not take this text as a template; empty where it may."""
    found = places_of(body)
    unknown = [name for name in found if name not in PLACES]
    if unknown:
        return _("Tempat ini tidak dikenal: %(names)s.") % {
            "names": ", ".join(map(written, unknown))
        }
    if "isi" not in found:
        return _("Templat memerlukan {{isi}}: di situlah isi pesan berdiri.")
    bare = body.strip()
    if bare.startswith("{{") or bare.endswith("}}"):
        return _("WhatsApp menolak templat yang dimulai atau diakhiri dengan {{…}}.")
    if not is_balanced(bare):
        return _("Kurung kurawal harus berpasangan: {{isi}}.")
    return ""


def values_for(message: Message, words: Composed) -> dict[str, str]:
    """What stands in each place for one message."""
    return {
        "nama": message.person.name,
        "judul": one_line(words.subject),
        "isi": one_line(words.body),
        "kantor": settings.OFFICE_NAME,
        "telepon": settings.HELP_DESK_PHONE or settings.OFFICE_NAME,
        "alamat": f"{settings.PUBLIC_SHORT_NAME}/k",
    }


def example_values(name: str, language: str) -> dict[str, str]:
    """Made-up values for a preview and for the examples that Meta asks for."""
    with translation.override(language):
        return {
            "nama": name,
            "judul": _("Ganti kata sandi SIMPATIK sebelum Senin, 30 November, 16.00 WIB"),
            "isi": _(
                "Kata sandi (password) SIMPATIK Anda tercatat bocor 12 November 2026. Mohon "
                "diganti. Buka SIMPATIK seperti biasa, jangan lewat tautan."
            ),
            "kantor": settings.OFFICE_NAME,
            "telepon": settings.HELP_DESK_PHONE or settings.OFFICE_NAME,
            "alamat": f"{settings.PUBLIC_SHORT_NAME}/k",
        }


def one_line(text: str) -> str:
    """A value may hold no line break: paragraphs are set apart by a dot."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    return " · ".join(line.removeprefix("• ") for line in lines if line)
