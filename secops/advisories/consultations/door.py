"""The partner's page behind the code of his invitation: one question, one receipt, nothing else.

Looking changes nothing. No other word, no incident, no name of anybody is shown.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import network_address
from accounts.door import Knock, door_page
from accounts.limits import count
from accounts.models import User
from secops.advisories.consultations.actions import confirm_word, invitation_holds, say_by_code
from secops.advisories.consultations.forms import WordForm
from secops.advisories.consultations.models import Invitation, Word
from secops.house.text import wib, wib_clock
from secops.incidents.refused import DeskRefused

#: A whole campus sits behind one address; a machine stops here.
WORDS_PER_HOUR = 60


def code_door(knock: Knock) -> HttpResponse:
    """ "Apa yang sebaiknya kami lakukan?" """
    rows = Invitation.objects.select_related("consultation")
    found = rows.filter(pk=knock.link.subjects.get("invitation")).first()
    if found is None or not _still(knock, found):
        return _over(knock)
    given = (knock.request.POST, knock.request.FILES) if knock.is_post else ()
    form = WordForm(*given)
    if not knock.is_post or not form.is_valid():
        return _ask(knock, found, form)
    if _too_many(knock):
        words = _("Terlalu banyak kiriman dari jaringan ini. Coba satu jam lagi.")
        return _ask(knock, found, form, words, status=429)
    try:
        word = say_by_code(found, form.said(), by=_user(knock), at=knock.at)
    except DeskRefused as refused:
        return _ask(knock, found, form, str(refused))
    except PermissionDenied:
        return _over(knock)
    return _receipt(knock, word)


def word_door(knock: Knock) -> HttpResponse:
    """What was typed in his name, and whether it is his word."""
    rows = Word.objects.select_related("invitation__consultation", "recommendation")
    word = rows.filter(pk=knock.link.subjects.get("word")).first()
    if word is None or (word.confirmed_at is None and not _still(knock, word.invitation)):
        return _over(knock)
    if word.confirmed_at is not None:
        return _receipt(knock, word)
    error = ""
    if knock.is_post:
        try:
            return _receipt(knock, confirm_word(word, by=_user(knock), at=knock.at))
        except DeskRefused as refused:
            error = str(refused)
        except PermissionDenied:
            return _over(knock)
    marking = word.invitation.consultation.get_tlp_display()
    context = {"word": word, "error": error, "marking": marking}
    return _page(knock, "confirm", _("Benarkah ini saran Anda?"), context, 422 if error else 200)


def _still(knock: Knock, invitation: Invitation) -> bool:
    """The link is not revoked, the meeting not called off or long past, and he speaks for them."""
    return (
        knock.link.revoked_at is None
        and invitation.person_id == knock.link.person_id
        and invitation_holds(invitation, knock.at)
        and invitation.organisation.members.filter(pk=invitation.person_id).exists()
    )


def _user(knock: Knock) -> User:
    own = User.objects.filter(person=knock.link.person, is_active=True).first()
    if own is None:
        raise PermissionDenied
    return own


def _too_many(knock: Knock) -> bool:
    return count("meeting-words", network_address(knock.request), at=knock.at) > WORDS_PER_HOUR


def _ask(
    knock: Knock, found: Invitation, form: WordForm, error: str = "", *, status: int = 422
) -> HttpResponse:
    title = _("Apa yang sebaiknya kami lakukan?")
    wrong = bool(error or form.errors)
    context = {
        "form": form,
        "error": error,
        "files_again": wrong and bool(form.files),
        "marking": found.consultation.get_tlp_display(),
    }
    return _page(knock, "door", title, context, status if wrong else 200)


def _receipt(knock: Knock, word: Word) -> HttpResponse:
    """J5.3, and nothing more."""
    made = word.recommendation
    assert made is not None
    title = _(
        "Rekomendasi %(code)s diterima %(at)s. Keputusan paling lambat %(due)s. Anda akan dikabari."
    ) % {
        "code": made.code,
        "at": wib_clock(made.submitted_at),
        "due": wib(timezone.localdate(made.decide_by)),
    }
    return _page(knock, "receipt", title, {"marking": made.get_tlp_display()})


def _over(knock: Knock) -> HttpResponse:
    return _page(knock, "over", _("Kode ini sudah tidak berlaku."), {}, 404)


def _page(
    knock: Knock, name: str, title: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    return door_page(knock, f"consultations/door_{name}.html", title, context, status=status)
