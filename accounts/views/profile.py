"""One's own account: language, looks, open sessions, password."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import signed_in, user_of
from accounts.actions import (
    choose_contact,
    end_absence,
    note_absence,
    own_tokens,
    save_own_settings,
    scopes_for,
    set_opt_in,
)
from accounts.choices import keep_choices
from accounts.forms import AbsenceForm, ChannelChoiceForm, SettingsForm
from accounts.models import Contact, Tenure, User
from accounts.queries import absence_of
from accounts.sessions import end_all, end_one, open_sessions
from accounts.tables import masked
from secops.house.text import english
from secops.rules.refusal import MoveRefused

OWN = signed_in("everybody may look after his own account")


@OWN
@require_safe
def profile(request: HttpRequest) -> HttpResponse:
    """Akun saya."""
    user = user_of(request)
    tokens_open = sum(one.opens(timezone.now()) for one in own_tokens(user))
    return render(
        request,
        "accounts/profile.html",
        {
            "title": _("Akun saya"),
            "subtitle": user.email,
            "person": user.person,
            "positions": user.held_positions,
            "tenures": Tenure.objects.filter(
                person=user.person, position__in=user.held_positions
            ).select_related("position", "position__department")
            if user.person
            else [],
            "choice": _choice_form(user),
            "numbers": [(one, masked(one)) for one in _numbers(user)],
            "form": SettingsForm(initial={"language": user.language, "theme": user.theme}),
            "sessions": open_sessions(user, request.session.session_key or ""),
            "absence": absence_of(user.person, on=timezone.localdate()) if user.person else None,
            "absence_form": AbsenceForm(),
            "has_password": user.has_usable_password(),
            "tokens_open": tokens_open,
            "tokens_shown": bool(tokens_open or scopes_for(user)),
        },
    )


@OWN
@require_POST
def away(request: HttpRequest) -> HttpResponse:
    """ "Saya berhalangan sampai": the deputy is spoken to meanwhile."""
    user, form = user_of(request), AbsenceForm(request.POST)
    if user.person is None or not form.is_valid():
        messages.error(request, _("Pilih tanggal terakhir Anda berhalangan."))
        return redirect("profile")
    try:
        note_absence(user.person, **form.cleaned_data, by=user, at=timezone.now())
    except MoveRefused as refused:
        messages.error(request, refused.english if english() else str(refused))
    else:
        messages.success(request, _("Tercatat. Selama itu kami menghubungi pengganti Anda."))
    return redirect("profile")


@OWN
@require_POST
def back(request: HttpRequest) -> HttpResponse:
    """Back at work."""
    user = user_of(request)
    if user.person is not None and end_absence(user.person, by=user, at=timezone.now()):
        messages.success(request, _("Selamat bertugas kembali."))
    return redirect("profile")


@OWN
@require_POST
def save_settings(request: HttpRequest) -> HttpResponse:
    """Keep language and looks, for this browser at once and for the next one."""
    form = SettingsForm(request.POST)
    answer = redirect("profile")
    if not form.is_valid():
        messages.error(request, _("Pilihan ini tidak dikenal."))
        return answer
    language, theme = form.cleaned_data["language"], form.cleaned_data["theme"]
    save_own_settings(user_of(request), language=language, theme=theme)
    keep_choices(answer, language=language, theme=theme)
    return answer


@OWN
@require_POST
def choose_channel(request: HttpRequest) -> HttpResponse:
    """By which of his addresses he wants to be told first."""
    user = user_of(request)
    form = _choice_form(user, request.POST)
    if user.person is None or form is None or not form.is_valid():
        messages.error(request, _("Pilihan ini tidak dikenal."))
        return redirect("profile")
    pk = form.cleaned_data["contact"]
    chosen = Contact.objects.get(pk=pk, person=user.person) if pk else None
    choose_contact(user.person, chosen, by=user, at=timezone.now())
    messages.success(request, _("Pilihan saluran disimpan."))
    return redirect("profile")


@OWN
@require_POST
def opt_in(request: HttpRequest) -> HttpResponse:
    """Agree to automatic messages by WhatsApp, or take it back."""
    user = user_of(request)
    pk = request.POST.get("contact", "")
    contact = next((one for one in _numbers(user) if str(one.pk) == pk), None)
    if contact is None:
        raise Http404
    how = "" if contact.opted_in_at else _("menyetujui sendiri di halaman Akun saya")
    set_opt_in(contact, how=how, by=user, at=timezone.now())
    messages.success(request, _("Persetujuan dicatat.") if how else _("Persetujuan dicabut."))
    return redirect("profile")


def _numbers(user: User) -> list[Contact]:
    """One's own WhatsApp numbers, where the city sends by machine."""
    if not settings.WHATSAPP_TOKEN or user.person_id is None:
        return []
    usable = Contact.objects.usable().filter(person_id=user.person_id)
    return list(usable.filter(kind=Contact.Kind.WHATSAPP).order_by("rank", "pk"))


def _choice_form(user: User, data: QueryDict | None = None) -> ChannelChoiceForm | None:
    """The choice among one's own usable addresses; None where there is none to choose."""
    if user.person_id is None:
        return None
    usable = Contact.objects.usable().filter(person_id=user.person_id).order_by("rank", "pk")
    contacts = [(contact, masked(contact)) for contact in usable]
    return ChannelChoiceForm(data, contacts=contacts) if contacts else None


@OWN
@require_POST
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """End one of one's own sessions."""
    if not end_one(user_of(request), pk):
        raise Http404
    messages.success(request, _("Sesi login itu sudah diakhiri."))
    return redirect("profile")


@OWN
@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """Keluar dari semua perangkat lain."""
    ended = end_all(user_of(request), except_key=request.session.session_key or "")
    messages.success(request, _("%(n)s sesi login lain diakhiri.") % {"n": ended})
    return redirect("profile")
