"""People: who they are, how to reach them, whether they sign in."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from accounts import actions
from accounts.access import requires, user_of
from accounts.forms import ContactForm, InvitationForm, NewPersonForm, OptInForm, PersonForm
from accounts.models import Contact, Person, Tenure, User
from accounts.queries import people_with_positions, visible_people
from accounts.roles import Permission
from accounts.sessions import open_sessions
from accounts.tables import PersonFilter, PersonTable, masked, sign_in_look
from accounts.views.exports import log_export
from secops.house.lists import Empty, list_page
from secops.rules.refusal import MoveRefused

P = Permission


@requires(P.MANAGE_PEOPLE, P.SEE_PERSONAL)
@require_safe
def people(request: HttpRequest) -> HttpResponseBase:
    """Orang."""
    user = user_of(request)
    return list_page(
        request,
        title=pgettext("list", "Orang"),
        table=PersonTable,
        queryset=people_with_positions(user, timezone.localdate()),
        filterset=PersonFilter,
        order=("sort_name", "pk"),
        paging="keyset",
        empty=Empty(
            _("Belum ada orang"),
            _("Orang datang bersama daftar OPD dan daftar akun, atau ditambahkan di sini."),
            icon="users",
        ),
        export_name="orang",
        on_export=log_export(user),
        template="accounts/people.html",
        extra={"may_manage": user.may(P.MANAGE_PEOPLE)},
    )


@requires(P.MANAGE_PEOPLE)
def add_person(request: HttpRequest) -> HttpResponse:
    """Note somebody."""
    form = NewPersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            person = actions.add_person(**form.cleaned_data, by=user_of(request), at=timezone.now())
        except MoveRefused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("person", person.pk)
    return render(
        request,
        "accounts/form.html",
        {
            "title": _("Tambah orang"),
            "form": form,
            "submit_label": _("Simpan orang ini"),
            "cancel_url": reverse("people"),
            "breadcrumbs": [
                (pgettext("list", "Orang"), reverse("people")),
                (_("Tambah orang"), ""),
            ],
        },
        status=422 if form.errors else 200,
    )


@requires(P.MANAGE_PEOPLE, P.SEE_PERSONAL)
@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person, contacts and NIP masked."""
    return _page(request, get_object_or_404(visible_people(user_of(request)), pk=pk), full=False)


@requires(P.MANAGE_PEOPLE, P.SEE_PERSONAL)
@require_POST
def person_in_full(request: HttpRequest, pk: int) -> HttpResponse:
    """The same unmasked, once, and the look is logged."""
    user = user_of(request)
    found = get_object_or_404(visible_people(user), pk=pk)
    actions.note_full_view(found, by=user, at=timezone.now())
    return _page(request, found, full=True)


def _page(request: HttpRequest, found: Person, *, full: bool) -> HttpResponse:
    viewer = user_of(request)
    user = User.objects.filter(person=found).first()
    tenures = list(
        Tenure.objects.filter(person=found).select_related("position", "position__department")
    )
    contacts = list(found.contacts.all())
    return render(
        request,
        "accounts/person.html",
        {
            "title": found.name,
            "breadcrumbs": [(pgettext("list", "Orang"), reverse("people")), (found.name, "")],
            "person": found,
            "full": full,
            # The office administrator reaches people; numbers of officials are not his business.
            "nip_full": full and viewer.may(P.SEE_PERSONAL),
            "contacts": [
                (contact, contact.address if full else masked(contact)) for contact in contacts
            ],
            "tenures": tenures,
            "today": timezone.localdate(),
            "sign_in": user,
            "sign_in_look": sign_in_look(found),
            "sessions": len(open_sessions(user)) if user else 0,
            "may_manage": viewer.may(P.MANAGE_PEOPLE),
            "may_see_told": viewer.may(P.SEE_PERSONAL),
            "by_machine": bool(settings.WHATSAPP_TOKEN),
            "own": user is not None and user.pk == viewer.pk,
        },
    )


def _form_page(
    request: HttpRequest, found: Person,
    form: PersonForm | ContactForm | InvitationForm | OptInForm,
    title: str, submit: str, lead: str = "",
) -> HttpResponse:  # fmt: skip
    here = reverse("person", args=[found.pk])
    return render(
        request,
        "accounts/form.html",
        {
            "title": title,
            "form": form,
            "lead": lead,
            "submit_label": submit,
            "cancel_url": here,
            "breadcrumbs": [
                (pgettext("list", "Orang"), reverse("people")),
                (found.name, here),
                (title, ""),
            ],
        },
        status=422 if form.errors else 200,
    )


@requires(P.MANAGE_PEOPLE)
def edit_person(request: HttpRequest, pk: int) -> HttpResponse:
    """Mend name and language."""
    found = get_object_or_404(Person, pk=pk)
    form = PersonForm(request.POST or None, person=found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_person(found, **form.cleaned_data, by=user_of(request), at=timezone.now())
        except MoveRefused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("person", pk)
    return _form_page(request, found, form, _("Ubah data orang"), _("Simpan perubahan"))


@requires(P.MANAGE_PEOPLE)
def add_contact(request: HttpRequest, pk: int) -> HttpResponse:
    """Add an address."""
    found = get_object_or_404(Person, pk=pk)
    form = ContactForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_contact(found, **form.cleaned_data, by=user_of(request), at=timezone.now())
        except MoveRefused as refused:
            form.add_error("address", str(refused))
        else:
            return redirect("person", pk)
    return _form_page(
        request, found, form, _("Tambah kontak"), _("Simpan kontak"),
        _("Alamat yang baru dicoba lebih dahulu daripada yang lama."),
    )  # fmt: skip


@requires(P.MANAGE_PEOPLE)
@require_POST
def remove_contact(request: HttpRequest, pk: int, contact: int) -> HttpResponse:
    """Take an address away."""
    found = get_object_or_404(Contact, pk=contact, person_id=pk)
    actions.remove_contact(found, by=user_of(request), at=timezone.now())
    messages.success(request, _("Kontak dihapus."))
    return redirect("person", pk)


@requires(P.MANAGE_PEOPLE)
@require_POST
def choose_contact(request: HttpRequest, pk: int, contact: int) -> HttpResponse:
    """Note by which address the person asked to be told first, or take that back."""
    found = get_object_or_404(Contact.objects.select_related("person"), pk=contact, person_id=pk)
    chosen = None if found.chosen_at else found
    actions.choose_contact(found.person, chosen, by=user_of(request), at=timezone.now())
    return redirect("person", pk)


@requires(P.MANAGE_PEOPLE)
def opt_in(request: HttpRequest, pk: int, contact: int) -> HttpResponse:
    """Note that somebody agreed to automatic messages; an empty answer takes it back."""
    found = get_object_or_404(
        Contact.objects.select_related("person"),
        pk=contact, person_id=pk, kind=Contact.Kind.WHATSAPP,
    )  # fmt: skip
    form = OptInForm(request.POST or None)
    taken_back = request.method == "POST" and "take_back" in request.POST
    if taken_back or (request.method == "POST" and form.is_valid()):
        how = "" if taken_back else form.cleaned_data["how"]
        actions.set_opt_in(found, how=how, by=user_of(request), at=timezone.now())
        return redirect("person", pk)
    return _form_page(
        request, found.person, form, _("Catat persetujuan WhatsApp"), _("Simpan persetujuan"),
        _("WhatsApp otomatis hanya untuk yang menyetujuinya. Tanpa itu petugas yang mengirim."),
    )  # fmt: skip


@requires(P.MANAGE_PEOPLE)
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Give somebody a sign-in."""
    found = get_object_or_404(Person, pk=pk)
    known = User.objects.filter(person=found).first()
    first = found.contacts.filter(kind=Contact.Kind.MAIL).first()
    start = known.email if known else first.address if first else ""
    form = InvitationForm(request.POST or None, initial={"email": start})
    if request.method == "POST" and form.is_valid():
        try:
            actions.invite(
                found, email=form.cleaned_data["email"], by=user_of(request), at=timezone.now()
            )
        except MoveRefused as refused:
            form.add_error("email", str(refused))
        else:
            messages.success(request, _("Undangan dikirim."))
            return redirect("person", pk)
    return _form_page(
        request, found, form, _("Undang untuk masuk"), _("Kirim undangan"),
        _("Ia masuk dengan kode yang dikirim ke alamat ini. Haknya mengikuti jabatannya."),
    )  # fmt: skip


@requires(P.MANAGE_PEOPLE)
@require_POST
def end_sessions(request: HttpRequest, pk: int) -> HttpResponse:
    """End all sessions of somebody."""
    user = get_object_or_404(User, person_id=pk)
    ended = actions.end_sessions_of(user, by=user_of(request), at=timezone.now())
    messages.success(request, _("%(n)s sesi login diakhiri.") % {"n": ended})
    return redirect("person", pk)


@requires(P.MANAGE_PEOPLE)
@require_POST
def switch_sign_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Close or open a sign-in."""
    user = get_object_or_404(User, person_id=pk)
    active = request.POST.get("active") == "1"
    try:
        actions.switch_sign_in(user, active=active, by=user_of(request), at=timezone.now())
    except MoveRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Akun masuk dibuka.") if active else _("Akun masuk ditutup."))
    return redirect("person", pk)
