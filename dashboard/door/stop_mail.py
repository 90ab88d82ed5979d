"""`/berhenti/TOKEN/`: an optional mail is stopped by one click, without sign-in (RFC 8058).

GET shows and changes nothing: mail scanners fetch every address. The mail program's own button
posts `List-Unsubscribe=One-Click`.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.access import open_to_all
from accounts.models import User
from dashboard.door.purposes import framed
from dashboard.door.views import comes_from_elsewhere, language_of
from secops.outbox.composers import label_of
from secops.outbox.optional import have_stopped, read_token, resume_mail, stop_mail


@open_to_all("the signed address names one record and one optional kind of mail")
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop, or switch on again, one kind of optional mail."""
    found = read_token(token)
    language = language_of(request, None) if found is None else found[0].language
    with translation.override(language):
        if found is None:
            return framed("door/unknown.html", {"title": _("Tautan tidak dikenal")}, status=404)
        person, kind = found
        if request.method == "POST":
            if comes_from_elsewhere(request):
                return framed("door/refused.html", {"title": _("Tidak tersimpan")}, status=403)
            by, now = User.objects.system().acting_as(person.name), timezone.now()
            if request.POST.get("step") == "again":
                resume_mail(person, kind, by=by, at=now)
            else:
                stop_mail(person, kind, how="mail", by=by, at=now)
            return HttpResponseRedirect(request.path)
        stopped = person.pk in have_stopped([person.pk], kind)
        title = _("Sudah berhenti") if stopped else _("Berhenti menerima surat ini?")
        context = {
            "title": title,
            "label": label_of(kind),
            "stopped": stopped,
            "here": request.path,
        }
        return framed("door/stop_mail.html", context)
