"""Doors of the office: the first messages of a campaign, seen before they go."""

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import requires, user_of
from accounts.models import Person
from accounts.roles import Permission
from secops.compliance.rotations.models import Campaign
from secops.outbox.actions import BatchRefused
from secops.outbox.passages import own_texts
from secops.reminders import queries
from secops.reminders.actions import ExampleRefused, send_example, start_messages
from secops.reminders.composers import example
from secops.reminders.forms import StartMessagesForm
from secops.reminders.items import example_items


@require_http_methods(["GET", "POST"])
@requires(Permission.RUN_CAMPAIGN)
def campaign_messages(request: HttpRequest, code: str) -> HttpResponse:
    """Whom the first messages reach and what they say; then the button that says how many."""
    user, now = user_of(request), timezone.now()
    campaign = get_object_or_404(Campaign.objects.visible_to(user), code=code)
    form = StartMessagesForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        because = form.cleaned_data["because"] if form.cleaned_data["at_once"] else ""
        try:
            batch = start_messages(campaign, by=user, at=now, at_any_hour_because=because)
        except BatchRefused as refused:
            notes.error(request, str(refused))
        else:
            return redirect("batch", pk=batch.pk)
    person = user.person or Person(name=user.display_name)
    items = example_items(campaign)
    with own_texts():
        examples = [
            (label, language, example({"items": items}, person, language, now))
            for language, label in (("id", _("Bahasa Indonesia")), ("en", _("Bahasa Inggris")))
            if items
        ]
    context = {
        "title": _("Pesan ke pemegang akun"),
        "subtitle": campaign.name,
        "campaign": campaign,
        "running": campaign.state == Campaign.State.RUNNING,
        "recipients": queries.recipients_of(campaign, at=now),
        "without_address": queries.people_without_address(campaign),
        "batch": queries.newest_batch(campaign),
        "examples": examples,
        "form": form,
        "breadcrumbs": [
            (pgettext("list", "Penggantian serentak"), reverse("campaigns")),
            (campaign.name, campaign.get_absolute_url()),
            (_("Pesan"), ""),
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "reminders/campaign_messages.html", context, status=status)


@require_POST
@requires(Permission.RUN_CAMPAIGN)
def campaign_example(request: HttpRequest, code: str) -> HttpResponse:
    """ "Kirim contoh ke saya", in both languages."""
    user = user_of(request)
    campaign = get_object_or_404(Campaign.objects.visible_to(user), code=code)
    try:
        address = send_example(campaign, by=user, at=timezone.now())
    except ExampleRefused as refused:
        notes.error(request, str(refused))
    else:
        notes.success(
            request, _("Contoh dikirim ke %(address)s, dalam dua bahasa.") % {"address": address}
        )
    return redirect("campaign-messages", code=code)
