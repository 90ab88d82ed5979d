"""The application administrator's first page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from accounts.access import requires, user_of
from accounts.roles import Permission
from secops.inventory.models import Application


@require_safe
@requires(Permission.REPORT_LOCK)
def my_applications(request: HttpRequest) -> HttpResponse:
    """To the one application he administers; to the list where there are several."""
    own = list(Application.objects.visible_to(user_of(request)).order_by("sort_name", "pk")[:2])
    return redirect(own[0]) if len(own) == 1 else redirect("applications")
