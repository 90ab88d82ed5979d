"""The list of departments, the page of one, and the way to one's own."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from accounts.access import requires, user_of
from accounts.models import Department
from accounts.roles import Permission, Reach, Role
from dashboard.compliance.exceptions import running_exceptions
from dashboard.departments.cards import waiting_for
from dashboard.departments.chat import text_of_department
from dashboard.departments.filters import DepartmentFilter
from dashboard.departments.listed import listed
from dashboard.departments.queries import DepartmentPage, department_page
from dashboard.departments.record import record_of
from dashboard.departments.tables import DepartmentTable
from dashboard.departments.traffic import traffic_of
from secops.compliance.rotations.personal import is_personal_shown
from secops.compliance.rotations.tables import accounts_url
from secops.house.lists import Empty, list_page
from secops.house.text import wib
from secops.incidents.tasks.queries import tasks_before


@require_safe
@requires(Permission.SEE_DEPARTMENTS)
def department_list(request: HttpRequest) -> HttpResponseBase:
    """Every department that the user sees, with its accounts and orders."""
    user, at = user_of(request), timezone.now()
    visible = Department.objects.visible_to(user)
    found = DepartmentFilter(request.GET, queryset=visible)
    return list_page(
        request,
        title=pgettext("list", "OPD"),
        subtitle=_("Keadaan pada %(when)s") % {"when": wib(at)},
        table=DepartmentTable,
        queryset=listed(found.qs, at=at),
        order=("sort_name", "pk"),
        per_page=100,
        export_name="opd",
        empty=Empty(
            _("Belum ada OPD"),
            _("Unggah daftar OPD, atau biarkan laporan kebocoran membuatnya."),
            _("Unggah daftar") if user.may(Permission.IMPORT) else "",
            reverse("register-upload") if user.may(Permission.IMPORT) else "",
            "building",
        ),
        template="house/list.html",
        extra={"filterset": found, "filtered": any(request.GET.get(f) for f in ("q", "order"))},
    )


@require_safe
@requires(Permission.SEE_DEPARTMENTS)
def department(request: HttpRequest, code: str) -> HttpResponse:
    """One department: its numbers, whose turn it is, its orders, people and computers."""
    user, at = user_of(request), timezone.now()
    found = get_object_or_404(Department.objects.visible_to(user), code=code)
    whole = is_personal_shown(request, at=at)
    page = department_page(found, user, whole=whole, at=at)
    lines = traffic_of(found, at=at)
    acts = user.may(Permission.REPORT_DUTY, found.pk)
    office = user.scope(Permission.SEE_DEPARTMENTS).everything
    cells = [line.cell for line in lines]
    context = {
        "title": found.name,
        "subtitle": _("Keadaan pada %(when)s") % {"when": wib(at)},
        "breadcrumbs": [(pgettext("list", "OPD"), reverse("departments")), (found.name, "")],
        "page": page,
        "lines": lines,
        "waiting": waiting_for(page, cells, user) if acts else None,
        "tasks": tasks_before(user, department=found, mine=acts, at=at),
        "record": record_of(found, at=at) if office else None,
        "exceptions": running_exceptions([found.pk], at=at),
        "agent": user.holds(Role.AGENT) and acts,
        "urls": _urls(page),
        "chat": text_of_department(page),
        "whole": whole,
        "may_see_whole": user.may(Permission.SEE_PERSONAL, found.pk),
        "may_see_trail": user.may(Permission.READ_TRAIL, found.pk),
    }
    return render(request, "dashboard/department.html", context)


@require_safe
@requires(Permission.SEE_DEPARTMENTS)
def my_department(request: HttpRequest) -> HttpResponse:
    """To the department of the position one holds; the office goes to the list."""
    user = user_of(request)
    scope = user.scope(Permission.SEE_DEPARTMENTS)
    own = next((one.department for one in user.held_positions if one.department), None)
    if scope.reach is Reach.OWN and own is not None and own.pk in scope.departments:
        return redirect(own)
    return redirect("departments")


def _urls(page: DepartmentPage) -> dict[str, str]:
    """Where the numbers lead: to the list of the one campaign, else to the parts below."""
    if len(page.standings) != 1:
        first = page.standings[0].campaign.pk if page.standings else ""
        return dict.fromkeys(("usable", "done", "claimed", "late"), f"#p{first}")
    campaign, code = page.standings[0].campaign, page.department.code
    return {
        "usable": accounts_url(campaign, mark="usable", department=code),
        "done": accounts_url(campaign, stage="done", department=code),
        "claimed": accounts_url(campaign, stage="claimed", department=code),
        "late": accounts_url(campaign, stage="late", department=code),
    }
