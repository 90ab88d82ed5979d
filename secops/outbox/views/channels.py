"""Doors of the office administrator: the channels, how they fare, trying one out on oneself."""

from typing import Any

from django.contrib import messages as notes
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import requires, user_of
from accounts.roles import Permission
from secops.outbox import actions
from secops.outbox.actions.channels import TEST, own_contact
from secops.outbox.channels import BY_HAND, hook_of
from secops.outbox.forms import ChannelForm
from secops.outbox.health import ChannelLine, channel_lines
from secops.outbox.models import Message
from secops.outbox.queries import look


@require_GET
@requires(Permission.MANAGE_PEOPLE)
def channel_list(request: HttpRequest) -> HttpResponse:
    """Saluran: by what messages go, in their order, and whether each works."""
    context = {"title": pgettext("list", "Saluran"), "lines": channel_lines(at=timezone.now())}
    return render(request, "outbox/channels.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.MANAGE_PEOPLE)
def channel(request: HttpRequest, channel: str) -> HttpResponse:
    """One channel: its health, its settings, a test."""
    user, now = user_of(request), timezone.now()
    line = _line(channel)
    form = ChannelForm(
        request.POST if request.method == "POST" else None,
        initial={
            "enabled": line.row.enabled,
            "rank": line.row.rank,
            "per_minute": line.row.per_minute,
        },
    )
    if line.by_hand:
        del form.fields["per_minute"]
    fixed: dict[str, Any] = {"per_minute": None}
    if line.channel == Message.Channel.MAIL:
        del form.fields["enabled"]
        fixed["enabled"] = True
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_channel(line.channel, **fixed | form.cleaned_data, by=user, at=now)
        except actions.ChannelRefused as refused:
            form.add_error("enabled" if "enabled" in form.fields else None, str(refused))
        else:
            notes.success(request, _("Pengaturan saluran disimpan."))
            return redirect("channels")
    tests = Message.objects.filter(kind=TEST, person=user.person, channel=line.channel)
    last = tests.order_by("-pk").first()
    context = {
        "title": line.channel.label,
        "line": line,
        "form": form,
        "paused": line.row.is_paused(now),
        "own": own_contact(line.channel, user),
        "can_try": line.channel != BY_HAND and not line.missing,
        "hook": hook_of(line.channel),
        "last": last,
        "last_look": look(last.state) if last else None,
        "breadcrumbs": [
            (pgettext("list", "Saluran"), reverse("channels")),
            (line.channel.label, ""),
        ],
    }
    return render(request, "outbox/channel.html", context, status=422 if form.errors else 200)


@require_POST
@requires(Permission.MANAGE_PEOPLE)
def try_it(request: HttpRequest, channel: str) -> HttpResponse:
    """Uji kirim ke saya."""
    line = _line(channel)
    try:
        actions.try_channel(line.channel, by=user_of(request), at=timezone.now())
    except actions.ChannelRefused as refused:
        notes.error(request, str(refused))
    else:
        notes.success(request, _("Pesan uji dikirim dalam satu menit. Hasilnya muncul di sini."))
    return redirect("channel", channel=channel)


@require_POST
@requires(Permission.MANAGE_PEOPLE)
def resume(request: HttpRequest, channel: str) -> HttpResponse:
    """End a channel's rest."""
    actions.resume_channel(_line(channel).channel, by=user_of(request), at=timezone.now())
    notes.success(request, _("Saluran dicoba lagi dalam satu menit."))
    return redirect("channel", channel=channel)


def _line(name: str) -> ChannelLine:
    for line in channel_lines(at=timezone.now()):
        if line.row.channel == name:
            return line
    raise Http404
