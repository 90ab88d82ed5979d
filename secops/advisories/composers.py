"""What an author reads about his recommendation (JOURNEYS J5.5, J5.7).

A mail about what is marked TLP:AMBER+STRICT or TLP:RED says only that something waits behind the
sign-in; every other one carries its marking.
"""

from dataclasses import replace
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secops.advisories.actions import DECIDED, FINISHED, answer_until
from secops.advisories.adoption import adoption_of
from secops.advisories.models import Recommendation
from secops.advisories.notices import closed_notice, web
from secops.advisories.papers import receipt_pdf
from secops.house.text import angka, wib
from secops.outbox.composers import Attachment, Composed, Composer, Dropped, Words, one_by_one
from secops.outbox.letter import as_html, as_text, big, go, p, small
from secops.outbox.models import Message
from secops.rules.adoption import Word
from secops.rules.tlp import MAIL, PRINTED, MailRule, Marking


def _found(message: Message) -> Recommendation | None:
    return (
        Recommendation.objects.select_related("merged_into", "organisation")
        .filter(pk=message.payload.get("recommendation"))
        .first()
    )


def _decided(message: Message, at: datetime) -> Words:
    found = _found(message)
    if found is None or found.decided_at is None:
        return Dropped(_("Belum diputuskan."))
    return _letter(message, found, decision_words(found))


def _finished(message: Message, at: datetime) -> Words:
    found = _found(message)
    adoption = adoption_of(found, at=at) if found is not None else None
    if found is None or adoption is None or not adoption.over:
        return Dropped(_("Tindak lanjutnya terbuka kembali."))
    words = _("%(code)s: telah sesuai (%(n)s dari %(all)s OPD).")
    if adoption.word is Word.CANNOT:
        words = _("%(code)s: tidak dapat ditindaklanjuti (%(exempt)s OPD, dengan alasan).")
    elif adoption.not_followable:
        words = _(
            "%(code)s: telah sesuai (%(n)s dari %(all)s OPD, %(exempt)s dikecualikan dengan "
            "alasan)."
        )
    said = words % {
        "code": found.code,
        "n": angka(adoption.fit),
        "all": angka(adoption.total),
        "exempt": angka(adoption.not_followable),
    }
    if message.channel != Message.Channel.MAIL or MAIL[found.marking] is not MailRule.FULL:
        return _letter(message, found, said)
    letter = _letter(message, found, f"{said} {_('Tanda terima terlampir.')}")
    file = receipt_pdf(found, adoption)
    return replace(letter, attachment=Attachment(f"{found.code}.pdf", "application/pdf", file))


def decision_words(found: Recommendation) -> str:
    """The decision in the words of J5.5."""
    if found.state == Recommendation.State.REJECTED:
        return _(
            "%(code)s tidak dapat kami jalankan: %(reason)s. Ibu/Bapak dapat menanggapi sampai "
            "%(until)s."
        ) % {
            "code": found.code,
            "reason": found.decision_reason.rstrip("."),
            "until": wib(answer_until(found)),
        }
    if found.state == Recommendation.State.NOT_OURS:
        return _(
            "%(code)s bukan wewenang kami: %(reason)s. Ibu/Bapak dapat menanggapi sampai %(until)s."
        ) % {
            "code": found.code,
            "reason": found.decision_reason.rstrip("."),
            "until": wib(answer_until(found)),
        }
    chief = found.merged_into or found
    directive = chief.directives.order_by("-pk").first()
    if found.merged_into is not None and directive is None:
        return _("%(code)s kami gabung dengan rekomendasi lain dan kami tindak lanjuti bersama. "
                 "Terima kasih.") % {"code": found.code}  # fmt: skip
    if directive is None:
        return _("%(code)s kami terima. Terima kasih.") % {"code": found.code}
    return _(
        "%(code)s diterima dan menjadi Arahan %(directive)s untuk %(n)s OPD, batas waktu %(due)s. "
        "Terima kasih."
    ) % {
        "code": found.code,
        "directive": directive.code,
        "n": angka(directive.duties.count()),
        "due": wib(directive.due_at),
    }


def _letter(message: Message, found: Recommendation, words: str) -> Composed:
    marking = Marking(found.tlp)
    if MAIL[marking] is not MailRule.FULL:
        return closed_notice(message, web(reverse("partner")))
    subject = f"[{PRINTED[marking]}] {found.code}"
    way = go(_("Buka rekomendasi"), web(found.get_absolute_url()))
    parts = [big(subject), p(words), way, small(PRINTED[marking])]
    html = "" if message.is_chat else as_html(subject, parts)
    return Composed(subject, as_text(parts), html)


#: kind -> composer, for `secops.wiring`.
COMPOSERS: dict[str, Composer] = {
    DECIDED: Composer(gettext_lazy("Keputusan atas rekomendasi"), one_by_one(_decided), True),
    FINISHED: Composer(gettext_lazy("Hasil rekomendasi"), one_by_one(_finished), True),
}
