"""Tables of people and positions, and the filters above them."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, QuerySet
from django.forms import SearchInput
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms import role_choices
from accounts.models import Contact, Department, Person, Position, Tenure
from accounts.queries import role_words
from secops.house import icons, text
from secops.house.tables import Column, HouseTable, LinkColumn, TimeColumn

#: What a filter says when it lets everything through.
ALL = gettext_lazy("Semua")


def sign_in_look(person: Person) -> tuple[str, str, str]:
    """Whether and how far somebody can sign in: tone, symbol, words."""
    user = getattr(person, "user", None)
    if user is None:
        return "quiet", "", _("belum punya akun masuk")
    if not user.is_active:
        return "quiet", "", _("akun masuk ditutup")
    if user.last_seen_at is None:
        return "claim", "", _("diundang, belum pernah masuk")
    return "ok", "", _("dapat masuk")


def masked(contact: Contact) -> str:
    """An address with most of it hidden."""
    if contact.kind == Contact.Kind.MAIL:
        return text.masked_email(contact.address)
    if contact.kind == Contact.Kind.APPRISE:
        return contact.address
    return contact.address[:5] + "•" * 4 + contact.address[-2:]


class PersonTable(HouseTable):
    """People, with what they hold and how to reach them (masked)."""

    caption = gettext_lazy("Orang")
    title = "name"
    phone_hidden = ("reach",)

    name = LinkColumn(
        verbose_name=gettext_lazy("Nama"),
        url=lambda person: reverse("person", args=[person.pk]),
        order_by=("sort_name",),
    )
    nip = Column(verbose_name=gettext_lazy("NIP"), orderable=False)
    holds = Column(empty_values=(), verbose_name=gettext_lazy("Jabatan"), orderable=False)
    reach = Column(empty_values=(), verbose_name=gettext_lazy("Kontak"), orderable=False)
    sign_in = Column(empty_values=(), verbose_name=gettext_lazy("Akun masuk"), orderable=False)
    seen = TimeColumn(
        accessor="user__last_seen_at",
        verbose_name=gettext_lazy("Terakhir aktif"),
        order_by=("user__last_seen_at",),
    )

    def render_nip(self, value: str) -> str:
        return text.masked_nip(value)

    def value_nip(self, value: str) -> str:
        return text.masked_nip(value)

    def value_holds(self, record: Any) -> str:
        return ", ".join(
            f"{tenure.position.title}{kind_words(tenure)}" for tenure in record.current_tenures
        )

    def render_holds(self, record: Any) -> str:
        return self.value_holds(record) or "–"

    def value_reach(self, record: Any) -> str:
        return ", ".join(masked(contact) for contact in record.all_contacts[:2])

    def render_reach(self, record: Any) -> Any:
        return self.value_reach(record) or icons.pill("soon", "", _("tanpa kontak"))

    def value_sign_in(self, record: Any) -> str:
        return sign_in_look(record)[2]

    def render_sign_in(self, record: Any) -> Any:
        return icons.pill(*sign_in_look(record))


def kind_words(tenure: Tenure) -> str:
    """`` (Plh.)`` where the holder is not the definitive one."""
    if tenure.kind == Tenure.Kind.DEFINITIVE:
        return ""
    return f" ({tenure.get_kind_display()})"


class PersonFilter(django_filters.FilterSet):
    """Find people by name, role and sign-in."""

    q = django_filters.CharFilter(
        method="by_name", label=gettext_lazy("Cari nama atau NIP"), widget=SearchInput
    )
    role = django_filters.ChoiceFilter(
        method="by_role", label=gettext_lazy("Peran"), choices=role_choices, empty_label=ALL
    )
    sign_in = django_filters.ChoiceFilter(
        method="by_sign_in",
        label=gettext_lazy("Akun masuk"),
        empty_label=ALL,
        choices=[("yes", gettext_lazy("dapat masuk")), ("no", gettext_lazy("tidak dapat masuk"))],
    )
    reach = django_filters.ChoiceFilter(
        method="by_reach",
        label=gettext_lazy("Kontak"),
        empty_label=ALL,
        choices=[("none", gettext_lazy("tanpa kontak"))],
    )

    class Meta:
        model = Person
        fields: list[str] = []

    def by_name(self, rows: QuerySet[Person], name: str, value: str) -> QuerySet[Person]:
        digits = "".join(value.split())
        if digits.isdigit():
            return rows.filter(nip=digits)
        for word in value.casefold().split():
            rows = rows.filter(sort_name__contains=word)
        return rows

    def by_role(self, rows: QuerySet[Person], name: str, value: str) -> QuerySet[Person]:
        held = Tenure.objects.current(timezone.localdate()).filter(
            person=OuterRef("pk"), position__role=value
        )
        return rows.filter(Exists(held))

    def by_sign_in(self, rows: QuerySet[Person], name: str, value: str) -> QuerySet[Person]:
        may = {"user__isnull": False, "user__is_active": True}
        return rows.filter(**may) if value == "yes" else rows.exclude(**may)

    def by_reach(self, rows: QuerySet[Person], name: str, value: str) -> QuerySet[Person]:
        return rows.exclude(Exists(Contact.objects.usable().filter(person=OuterRef("pk"))))


class PositionTable(HouseTable):
    """Positions, with who holds them today."""

    caption = gettext_lazy("Jabatan")

    title = "name"
    name = LinkColumn(
        accessor="title",
        verbose_name=gettext_lazy("Jabatan"),
        url=lambda position: reverse("position", args=[position.pk]),
    )
    role = Column(verbose_name=gettext_lazy("Peran"))
    department = Column(
        verbose_name=gettext_lazy("OPD"), order_by=("department_name",), accessor="department__name"
    )
    holder = Column(
        empty_values=(), verbose_name=gettext_lazy("Pemegang hari ini"), orderable=False
    )

    def value_role(self, record: Position) -> str:
        return role_words(record.role)

    def render_role(self, record: Position) -> str:
        return self.value_role(record)

    def value_holder(self, record: Any) -> str:
        return ", ".join(f"{t.person.name}{kind_words(t)}" for t in record.current_tenures)

    def render_holder(self, record: Any) -> Any:
        words = self.value_holder(record)
        return format_html("{}", words) if words else icons.pill("late", "", _("kosong"))


class PositionFilter(django_filters.FilterSet):
    """Find positions by words, role, department and whether anybody holds them."""

    q = django_filters.CharFilter(
        field_name="title",
        lookup_expr="icontains",
        label=gettext_lazy("Cari jabatan"),
        widget=SearchInput,
    )
    role = django_filters.ChoiceFilter(
        label=gettext_lazy("Peran"), choices=role_choices, empty_label=ALL
    )
    department = django_filters.ModelChoiceFilter(
        label=gettext_lazy("OPD"), queryset=Department.objects.all(), empty_label=ALL
    )
    held = django_filters.ChoiceFilter(
        method="by_holder",
        label=gettext_lazy("Pemegang"),
        empty_label=ALL,
        choices=[("no", gettext_lazy("kosong"))],
    )

    class Meta:
        model = Position
        fields: list[str] = []

    def by_holder(self, rows: QuerySet[Position], name: str, value: str) -> QuerySet[Position]:
        held = Tenure.objects.current(timezone.localdate()).filter(position=OuterRef("pk"))
        return rows.exclude(Exists(held))
