"""The door of ticked duties: replies that came by chat or telephone, statements to accept."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.access import requires, user_of
from accounts.models import User
from accounts.roles import Permission, Role
from accounts.speakers import holders
from secops.compliance.duties import queries
from secops.compliance.duties.actions import accept_duty, receive_duty
from secops.compliance.duties.models import Channel, Duty
from secops.compliance.duties.views.duties import REFUSALS
from secops.house.lists import row_ids
from secops.house.text import angka

#: As many as one page of the list holds.
MOST = 200


@require_POST
@requires(Permission.RUN_CAMPAIGN)
def duties_bulk(request: HttpRequest) -> HttpResponse:
    """Take one step for each ticked duty; those that refuse are counted with their reason."""
    user, now = user_of(request), timezone.now()
    act = _act(request.POST.get("verb", ""), user, now)
    picked = row_ids(request.POST)[:MOST]
    if act is None or not picked:
        messages.warning(request, _("Tandai sedikitnya satu OPD."))
        return _back(request)
    done, refusals = 0, set()
    for duty in queries.duties_for(user).filter(pk__in=picked):
        try:
            act(duty)
        except REFUSALS as refused:
            refusals.add(f"{duty.department}: {queries.refusal_words(refused)}")
        else:
            done += 1
    if done:
        said = ngettext("%(n)s tugas tercatat.", "%(n)s tugas tercatat.", done)
        messages.success(request, said % {"n": angka(done)})
    for words in sorted(refusals):
        messages.error(request, words)
    return _back(request)


def _act(verb: str, user: User, now: datetime) -> Callable[[Duty], object] | None:
    if verb == "accept":
        return lambda duty: accept_duty(duty, by=user, at=now)
    if verb not in (Channel.CHAT, Channel.PHONE):
        return None

    def receive(duty: Duty) -> None:
        head = holders(Role.HEAD, [duty.department_id], at=now).get(duty.department_id)
        receive_duty(duty, by=user, at=now, person=head, channel=Channel(verb))

    return receive


def _back(request: HttpRequest) -> HttpResponse:
    """To the list the ticks came from."""
    came = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(came, {request.get_host()}, request.is_secure()):
        return redirect(came)
    return redirect("duties")
