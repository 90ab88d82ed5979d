"""What a person reads: the three contents of Art 46(2), in the office's own approved words."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secops.incidents.privacy.actions.sending import EXAMPLE
from secops.incidents.privacy.actions.writing import approved_text
from secops.incidents.privacy.models import Notice, NoticeText, Subject
from secops.incidents.privacy.people import KIND
from secops.outbox.composers import Composed, Composer, Dropped, Words, one_by_one
from secops.outbox.letter import Part, as_html, as_text, big, p, small
from secops.outbox.models import Message


def subject_line() -> str:
    """``Pemberitahuan kegagalan pelindungan data pribadi Anda``."""
    return _("Pemberitahuan kegagalan pelindungan data pribadi Anda")


def parts_of(text: NoticeText, *, on_paper: bool = False) -> list[Part]:
    """The letter, as mail, chat and slip say it."""
    no_code = _("%(office)s tidak pernah meminta kata sandi atau kode OTP.")
    if not on_paper:
        no_code = _(
            "%(office)s tidak pernah meminta kata sandi atau kode OTP. Pesan ini tanpa tautan."
        )
    parts = [
        big(subject_line()),
        p(
            _(
                "Pasal 46 Undang-Undang Nomor 27 Tahun 2022 mewajibkan kami memberi tahu Anda "
                "secara tertulis bila pelindungan data pribadi Anda gagal. Kami mohon maaf."
            )
        ),
        p(_("Data Anda yang terungkap: %(data)s") % {"data": text.which_data}),
        p(_("Kapan dan bagaimana: %(how)s") % {"how": text.when_and_how}),
        p(_("Penanganan dan pemulihan: %(handling)s") % {"handling": text.handling}),
    ]
    if text.advice:
        parts.append(p(_("Yang dapat Anda lakukan: %(advice)s") % {"advice": text.advice}))
    parts += [
        p(_("Pertanyaan: %(contact)s") % {"contact": text.contact}),
        small(no_code % {"office": settings.OFFICE_NAME}),
    ]
    return parts


def _notice(message: Message, at: datetime) -> Words:
    notice = Notice.objects.filter(pk=message.payload.get("notice")).first()
    text = approved_text(notice) if notice is not None else None
    if notice is None or text is None:
        return Dropped(_("Belum ada teks yang disetujui."))
    told = Subject.objects.filter(notice=notice, person=message.person, told_at__isnull=False)
    if told.exists():
        return Dropped(_("Sudah diberi tahu dengan cara lain."))
    return _letter(message, text, "")


def _example(message: Message, at: datetime) -> Words:
    texts = NoticeText.objects.filter(notice=message.payload.get("notice"))
    text = texts.order_by("-version").first()
    return _letter(message, text, _("[Contoh] ")) if text else Dropped(_("Tulis teksnya dulu."))


def _letter(message: Message, text: NoticeText, before: str) -> Composed:
    parts, subject = parts_of(text), before + subject_line()
    html = "" if message.is_chat else as_html(subject, parts)
    return Composed(subject, as_text(parts), html, said={"version": text.version})


#: kind -> composer, for `secops.wiring`.
COMPOSERS: dict[str, Composer] = {
    KIND: Composer(
        gettext_lazy("Pemberitahuan kegagalan pelindungan data pribadi"), one_by_one(_notice)
    ),
    EXAMPLE: Composer(gettext_lazy("Contoh pemberitahuan pelindungan data"), one_by_one(_example)),
}
