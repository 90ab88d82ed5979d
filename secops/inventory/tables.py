"""Applications and accounts as lists, and the filters above them."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import django_filters
from django.db.models import F, Q, QuerySet
from django.forms import MultipleHiddenInput, SearchInput
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy

from accounts.models import Department, Person
from accounts.roles import Permission
from secops.house import icons, text
from secops.house.tables import Column, HouseTable, LinkColumn, NumberColumn, TimeColumn
from secops.house.text import shown_login
from secops.inventory.models import Account, Application, Exposure, LeakReport
from secops.inventory.words import (
    account_look,
    criticality_word,
    reading_look,
    status_look,
)

ALL = gettext_lazy("Semua")
PEOPLE_FOUND = 200


def accounts_url(application: Application, **more: str) -> str:
    """The list of an application's accounts, narrowed further."""
    return f"{reverse('accounts')}?{urlencode({'application': application.code} | more)}"


class ApplicationTable(HouseTable):
    """Applications, where it hurts and whether their systems tell."""

    caption = gettext_lazy("Aplikasi")
    title = "name"
    phone_hidden = ("criticality", "code")

    name = LinkColumn(verbose_name=gettext_lazy("Aplikasi"), order_by=("sort_name",))
    code = Column(verbose_name=gettext_lazy("Kode"))
    owner = Column(
        accessor="owner__name", verbose_name=gettext_lazy("Pemilik"), order_by=("owner__sort_name",)
    )
    criticality = Column(verbose_name=gettext_lazy("Kepentingan"), orderable=False)
    status = Column(verbose_name=gettext_lazy("Status"))
    accounts_count = NumberColumn(
        verbose_name=gettext_lazy("Akun"), url=lambda row: accounts_url(row)
    )
    exposed_count = NumberColumn(
        verbose_name=gettext_lazy("Akun bocor"), url=lambda row: accounts_url(row, exposed="yes")
    )
    reading = Column(
        empty_values=(), verbose_name=gettext_lazy("Data dari sistem"), order_by=("read_at",)
    )

    def render_status(self, record: Application) -> Any:
        return icons.pill(*status_look(record.status))

    def value_status(self, record: Application) -> str:
        return status_look(record.status)[2]

    def render_criticality(self, record: Application) -> str:
        return criticality_word(record.criticality)

    def render_reading(self, record: Any) -> Any:
        return icons.pill(*reading_look(record, record.read_at))

    def value_reading(self, record: Any) -> Any:
        return record.read_at or reading_look(record, None)[2]


class ApplicationFilter(django_filters.FilterSet):
    """Find applications by name, owner, status, importance and readings."""

    q = django_filters.CharFilter(
        method="by_words", label=gettext_lazy("Cari nama, kode, atau alamat"), widget=SearchInput
    )
    owner = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Pemilik"),
        queryset=Department.objects.all(),
        to_field_name="code",
        empty_label=ALL,
    )
    status = django_filters.ChoiceFilter(
        label=gettext_lazy("Status"), choices=Application.Status.choices, empty_label=ALL
    )
    criticality = django_filters.ChoiceFilter(
        label=gettext_lazy("Kepentingan"),
        choices=Application.Criticality.choices,
        empty_label=ALL,
    )
    reading = django_filters.ChoiceFilter(
        method="by_reading",
        label=gettext_lazy("Data dari sistem"),
        choices=[
            ("yes", gettext_lazy("ada")),
            ("no", gettext_lazy("belum ada")),
            ("never", gettext_lazy("tidak dapat memberi data")),
        ],
        empty_label=ALL,
    )

    class Meta:
        model = Application
        fields: list[str] = []

    def by_words(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        words = value.strip().casefold()
        hosts = Application.objects.filter(hosts__name__contains=words).values("pk")
        return rows.filter(
            Q(sort_name__contains=words) | Q(code__icontains=words) | Q(pk__in=hosts)
        )

    def by_reading(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        if value == "never":
            return rows.filter(reads_passwords=False)
        return rows.filter(read_at__isnull=value == "no")


class AccountTable(HouseTable):
    """Accounts with what is known of them."""

    caption = gettext_lazy("Akun")
    title = "username"
    phone_hidden = ("kind", "last_login")
    personal = ("holder",)

    username = LinkColumn(
        verbose_name=gettext_lazy("Nama pengguna (username)"), order_by=("login_key",)
    )
    application = Column(
        accessor="application__name",
        verbose_name=gettext_lazy("Aplikasi"),
        order_by=("application__sort_name",),
    )
    holder = Column(empty_values=(), verbose_name=gettext_lazy("Pemegang"), orderable=False)
    department = Column(
        accessor="department__name", verbose_name=gettext_lazy("OPD"), orderable=False
    )
    kind = Column(verbose_name=gettext_lazy("Jenis"), orderable=False)
    known = Column(empty_values=(), verbose_name=gettext_lazy("Yang diketahui"), orderable=False)
    changed = TimeColumn(
        accessor="facts__change_from",
        verbose_name=gettext_lazy("Kata sandi diganti (WIB)"),
        orderable=False,
    )
    last_login = TimeColumn(
        accessor="facts__last_login_at",
        verbose_name=gettext_lazy("Terakhir masuk (WIB)"),
        orderable=False,
    )

    def __init__(self, *args: Any, whole: bool = False, **kwargs: Any) -> None:
        self.whole = whole
        super().__init__(*args, **kwargs)

    def render_username(self, record: Account) -> Any:
        return format_html(
            '<a href="{}">{}</a>', record.get_absolute_url(), self.value_username(record)
        )

    def value_username(self, record: Account) -> str:
        return shown_login(record.username, whole=self.whole)

    def value_holder(self, record: Account) -> str:
        person = record.holder or record.owner
        if person is None:
            return ""
        return person.name if self.whole else text.masked_name(person.name)

    def render_holder(self, record: Account) -> Any:
        return self.value_holder(record) or "–"

    def render_known(self, record: Account) -> Any:
        return icons.pill(*account_look(record))

    def value_known(self, record: Account) -> str:
        return account_look(record)[2]


def _reports(request: Any) -> QuerySet[LeakReport]:
    """Reports to narrow by; who imports none is not told by which an account leaked."""
    may = request is not None and request.user.may(Permission.SEE_DEPARTMENTS)
    may = may and request.user.scope(Permission.SEE_DEPARTMENTS).everything
    return LeakReport.objects.filter(withdrawn_at=None) if may else LeakReport.objects.none()


class AccountFilter(django_filters.FilterSet):
    """Find accounts by login or holder, application, department, kind and what is known; links
    of incidents and reports narrow it to the accounts of leak reports."""

    q = django_filters.CharFilter(
        method="by_words",
        label=gettext_lazy("Cari nama pengguna atau pemegang"),
        widget=SearchInput,
    )
    application = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Aplikasi"),
        queryset=Application.objects.all(),
        to_field_name="code",
        empty_label=ALL,
    )
    department = django_filters.ModelChoiceFilter(
        label=gettext_lazy("OPD"),
        queryset=Department.objects.all(),
        to_field_name="code",
        empty_label=ALL,
        null_label=gettext_lazy("belum diketahui"),
    )
    kind = django_filters.ChoiceFilter(
        label=gettext_lazy("Jenis"), choices=Account.Kind.choices, empty_label=ALL
    )
    exposed = django_filters.ChoiceFilter(
        method="by_exposure",
        label=gettext_lazy("Kebocoran"),
        choices=[("yes", gettext_lazy("akun bocor")), ("no", gettext_lazy("tidak ada temuan"))],
        empty_label=ALL,
    )
    known = django_filters.ChoiceFilter(
        method="by_facts",
        label=gettext_lazy("Yang diketahui"),
        choices=[
            ("changed", gettext_lazy("kata sandi diganti sesudah bocor")),
            ("unchanged", gettext_lazy("bocor, belum ada penggantian")),
            ("disabled", gettext_lazy("dinonaktifkan")),
            ("alive", gettext_lazy("masih ada sesi login")),
            ("unread", gettext_lazy("belum ada data dari sistem")),
            ("nobody", gettext_lazy("belum diketahui pemegangnya")),
        ],
        empty_label=ALL,
    )

    report = django_filters.ModelMultipleChoiceFilter(
        method="by_reports",
        label=gettext_lazy("Laporan kebocoran"),
        queryset=_reports,
        widget=MultipleHiddenInput,
    )

    class Meta:
        model = Account
        fields: list[str] = []

    def by_reports(
        self, rows: QuerySet[Any], name: str, value: QuerySet[LeakReport]
    ) -> QuerySet[Any]:
        reports = [one.pk for one in value]
        if not reports:
            return rows
        named = Exposure.objects.filter(report_id__in=reports, account_id__isnull=False)
        return rows.filter(pk__in=named.values("account_id"))

    def by_words(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        words = " ".join(value.casefold().split())
        people = Person.objects.filter(sort_name__contains=words).values_list("pk", flat=True)
        found = list(people[:PEOPLE_FOUND])
        return rows.filter(
            Q(username__icontains=words.replace(" ", "") if words.replace(" ", "").isdigit()
              else words)
            | Q(holder_id__in=found) | Q(owner_id__in=found)
        )  # fmt: skip

    def by_exposure(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        if value == "yes":
            return rows.filter(facts__newest_exposure__isnull=False)
        return rows.filter(facts__newest_exposure__isnull=True)

    def by_facts(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        after = Q(facts__change_from__gt=F("facts__newest_exposure"))
        leaked = Q(facts__newest_exposure__isnull=False)
        questions = {
            "changed": leaked & after,
            "unchanged": leaked
            & (Q(facts__change_from=None) | Q(facts__change_from__lte=F("facts__newest_exposure"))),
            "disabled": Q(facts__disabled_at__isnull=False),
            "alive": Q(facts__open_sessions__gt=0),
            "unread": Q(facts__read_at__isnull=True),
            "nobody": Q(holder=None, owner=None),
        }
        return rows.filter(questions[value])
