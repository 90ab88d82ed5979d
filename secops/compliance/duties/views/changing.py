"""The door of an order that is changed while it runs."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import requires, user_of
from accounts.roles import Permission
from secops.compliance.duties import queries
from secops.compliance.duties.actions import OrderRefused, change_directive
from secops.compliance.duties.forms import ChangeForm
from secops.compliance.duties.models import Directive
from secops.compliance.duties.recipients import plan_for


@require_http_methods(["GET", "POST"])
@requires(Permission.RUN_CAMPAIGN)
def directive_change(request: HttpRequest, code: str) -> HttpResponse:
    """ "Ubah arahan": a new version; who still has something to do is told."""
    user, now = user_of(request), timezone.now()
    found = get_object_or_404(Directive.objects.visible_to(user), code=code)
    form = ChangeForm(request.POST if request.method == "POST" else None, directive=found)
    if request.method == "POST" and form.is_valid():
        try:
            version = change_directive(found, form.change(found), by=user, at=now)
        except OrderRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Versi %(n)s tersimpan.") % {"n": version.number})
            return redirect(found)
    told = found.duties.open(now).select_related("directive", "department")
    title = _("Ubah arahan")
    return render(
        request,
        "duties/directive_change.html",
        {
            "form": form,
            "directive": found,
            "title": title,
            "plan": plan_for(list(told), at=now) if found.messages_from else None,
            "breadcrumbs": [*queries.crumbs(found)[:-1],
                            (found.code, found.get_absolute_url()), (title, "")],
        },
        status=422 if form.errors else 200,
    )  # fmt: skip
