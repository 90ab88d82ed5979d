"""Doors of the office administrator: the templates of WhatsApp, their versions and approval."""

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import requires, user_of
from accounts.roles import Permission
from secops.outbox import actions
from secops.outbox.actions.channels import own_contact
from secops.outbox.channels import is_set_up
from secops.outbox.composers import label_of
from secops.outbox.filling import PLACES, example_values
from secops.outbox.forms import TemplateForm
from secops.outbox.models import Message, WhatsAppTemplate
from secops.outbox.places import filled, written

State = WhatsAppTemplate.State
TONES = {State.SUBMITTED: "claim", State.APPROVED: "ok", State.REJECTED: "late"}


@require_GET
@requires(Permission.MANAGE_PEOPLE)
def template_list(request: HttpRequest) -> HttpResponse:
    """All versions, the newest of each kind first."""
    rows = [
        (row, label_of(row.kind) if row.kind else _("Semua jenis"), _look(row))
        for row in WhatsAppTemplate.objects.select_related("written_by__person")
    ]
    context = {
        "title": _("Templat WhatsApp"),
        "rows": rows,
        "breadcrumbs": _crumbs(_("Templat WhatsApp")),
    }
    return render(request, "outbox/whatsapp_templates.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.MANAGE_PEOPLE)
def write(request: HttpRequest) -> HttpResponse:
    """A new version of a text."""
    start = WhatsAppTemplate.objects.filter(pk=_number(request.GET.get("from", ""))).first()
    form = TemplateForm(request.POST if request.method == "POST" else None, start=start)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.write_template(
                **form.cleaned_data, by=user_of(request), at=timezone.now()
            )
        except actions.TemplateRefused as refused:
            form.add_error("body", str(refused))
        else:
            notes.success(request, _("Versi baru disimpan. Ajukan teksnya di WhatsApp Manager."))
            return redirect("whatsapp-template", pk=made.pk)
    context = {
        "title": _("Tulis templat WhatsApp"),
        "form": form,
        "places": [(written(name), what) for name, what in PLACES.items()],
        "breadcrumbs": _crumbs(_("Tulis templat")),
    }
    status = 422 if form.errors else 200
    return render(request, "outbox/whatsapp_template_form.html", context, status=status)


@require_GET
@requires(Permission.MANAGE_PEOPLE)
def template(request: HttpRequest, pk: int) -> HttpResponse:
    """One version: its preview, what to enter at Meta, its approval, a try."""
    user = user_of(request)
    row = get_object_or_404(WhatsAppTemplate.objects.select_related("written_by__person"), pk=pk)
    own = own_contact(Message.Channel.WHATSAPP, user)
    context = {
        "title": row.name,
        "row": row,
        "kind": label_of(row.kind) if row.kind else _("Semua jenis"),
        "look": _look(row),
        "preview": filled(row.body, example_values(user.display_name, row.language)),
        "states": [(state.value, state.label) for state in State if state != row.state],
        "can_try": row.state == State.APPROVED
        and is_set_up(Message.Channel.WHATSAPP)
        and own is not None
        and own.opted_in_at is not None,
        "breadcrumbs": [
            *_crumbs(_("Templat WhatsApp"), reverse("whatsapp-templates")), (row.name, "")
        ],
    }  # fmt: skip
    return render(request, "outbox/whatsapp_template.html", context)


@require_POST
@requires(Permission.MANAGE_PEOPLE)
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """What Meta said."""
    row = get_object_or_404(WhatsAppTemplate, pk=pk)
    state, reason = request.POST.get("state", ""), request.POST.get("reason", "")
    if state not in State.values:
        notes.error(request, _("Pilihan ini tidak dikenal."))
        return redirect("whatsapp-template", pk=pk)
    try:
        actions.decide_template(row, state, reason=reason, by=user_of(request), at=timezone.now())
    except actions.TemplateRefused as refused:
        notes.error(request, str(refused))
    else:
        notes.success(request, _("Keadaan templat dicatat."))
    return redirect("whatsapp-template", pk=pk)


@require_POST
@requires(Permission.MANAGE_PEOPLE)
def try_it(request: HttpRequest, pk: int) -> HttpResponse:
    """Coba templat ini ke saya."""
    row = get_object_or_404(WhatsAppTemplate, pk=pk)
    try:
        actions.try_template(row, by=user_of(request), at=timezone.now())
    except (actions.TemplateRefused, actions.ChannelRefused) as refused:
        notes.error(request, str(refused))
        return redirect("whatsapp-template", pk=pk)
    notes.success(request, _("Pesan uji dikirim dalam satu menit. Hasilnya muncul di sini."))
    return redirect("channel", channel="whatsapp")


def _look(row: WhatsAppTemplate) -> tuple[str, str, str]:
    state = State(row.state)
    return TONES[state], "", str(state.label)


def _crumbs(title: str, url: str = "") -> list[tuple[str, str]]:
    return [
        (pgettext("list", "Saluran"), reverse("channels")),
        (str(Message.Channel.WHATSAPP.label), reverse("channel", args=["whatsapp"])),
        (title, url),
    ]


def _number(text: str) -> int:
    """The number of a row, as typed; 0, which is none, for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
