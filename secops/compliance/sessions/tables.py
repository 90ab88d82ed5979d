"""Applications, departments, people and sessions as lists, and the filters above them."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import django_filters
from django.db.models import Q, QuerySet
from django.forms import SearchInput
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import Department, Person
from secops.compliance.sessions.models import OpenSession
from secops.compliance.sessions.queries import Standing
from secops.compliance.sessions.words import look, value_words, word
from secops.house import icons, text
from secops.house.tables import Column, HouseTable, LinkColumn, NumberColumn, PillColumn, TimeColumn
from secops.inventory.models import Application
from secops.rules.labels import label
from secops.rules.lock import NAMES, Stack
from secops.rules.session import Rule, State

ALL = gettext_lazy("Semua")
PEOPLE_FOUND = 200


def open_sessions_url(**more: str) -> str:
    """The list of old and outlived sessions, narrowed."""
    return f"{reverse('open-sessions')}?{urlencode(more)}"


class RuleColumn(Column):
    """What is said about one rule, with whether it is met."""

    def __init__(self, rule: Rule, **kwargs: Any) -> None:
        self.rule = rule
        super().__init__(empty_values=(), orderable=False, **kwargs)

    def value(self, record: Standing) -> str:
        """Fit and value in words; a rule that is not asked says so."""
        fit = record.fits.get(self.rule)
        if fit is None:
            return _("tidak diminta")
        said = value_words(record.policy, self.rule)
        return look(fit)[2] if said is None else f"{look(fit)[2]}: {said}"

    def render(self, record: Standing) -> Any:
        fit = record.fits.get(self.rule)
        if fit is None:
            return "–"
        tone, symbol, words = look(fit)
        said = value_words(record.policy, self.rule)
        if said is None:
            said = format_html(
                '<span aria-hidden="true">?</span><span class="visually-hidden">{}</span>', words
            )
        return icons.pill(tone, symbol, said)


class StandingTable(HouseTable):
    """Applications with their rules beside what is asked, the worst first."""

    caption = gettext_lazy("Aplikasi menurut sesi login")
    title = "name"
    phone_hidden = ("owner", "idle", "absolute", "restart", "password", "single", "read_at")

    name = LinkColumn(
        verbose_name=gettext_lazy("Aplikasi"),
        url=lambda row: reverse("application-sessions", args=[row.code]),
        order_by=("sort_name",),
    )
    state = PillColumn(
        verbose_name=gettext_lazy("Keadaan"), look=lambda value: look(value), order_by=("rank",)
    )
    old = NumberColumn(
        verbose_name=gettext_lazy("Lebih dari 24 jam"),
        url=lambda row: open_sessions_url(application=row.code, kind="old") if row.old else "",
    )
    outlived = NumberColumn(
        verbose_name=gettext_lazy("Bertahan"),
        url=lambda row: (
            open_sessions_url(application=row.code, kind="outlived") if row.outlived else ""
        ),
    )
    idle = RuleColumn(Rule.IDLE, verbose_name=gettext_lazy("Diam"))
    absolute = RuleColumn(Rule.ABSOLUTE, verbose_name=gettext_lazy("Total"))
    restart = RuleColumn(Rule.RESTART, verbose_name=gettext_lazy("Browser ditutup"))
    password = RuleColumn(Rule.PASSWORD, verbose_name=gettext_lazy("Ganti kata sandi"))
    single = RuleColumn(Rule.SINGLE, verbose_name=gettext_lazy("Satu sesi"))
    read_at = TimeColumn(verbose_name=gettext_lazy("Data pukul (WIB)"))
    owner = Column(verbose_name=gettext_lazy("Pemilik"))


def states() -> list[tuple[str, str]]:
    """States in the reader's language, the worst first."""
    return [(code.value, word(label(code))) for code in State]


def stacks() -> list[tuple[str, str]]:
    """Stacks in the reader's language."""
    return [(code.value, word(label(code))) for code in Stack]


class StandingFilter(django_filters.FilterSet):
    """Find applications by name, owner and stack; `state` is applied to what they stand for."""

    q = django_filters.CharFilter(
        method="by_words", label=gettext_lazy("Cari nama atau kode"), widget=SearchInput
    )
    owner = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Pemilik"),
        queryset=Department.objects.all(),
        to_field_name="code",
        empty_label=ALL,
    )
    stack = django_filters.ChoiceFilter(
        method="by_stack",
        label=gettext_lazy("Teknologi"),
        choices=stacks,
        empty_label=ALL,
    )
    state = django_filters.ChoiceFilter(
        method="by_state", label=gettext_lazy("Keadaan"), choices=states, empty_label=ALL
    )

    class Meta:
        model = Application
        fields: list[str] = []

    def by_words(self, rows: QuerySet[Application], name: str, value: str) -> QuerySet[Application]:
        words = value.strip().casefold()
        return rows.filter(Q(sort_name__contains=words) | Q(code__icontains=words))

    def by_stack(self, rows: QuerySet[Application], name: str, value: str) -> QuerySet[Application]:
        """As `stack_of` reads the register's word; a word of two stacks is the first's."""
        names = Q(stack__iexact="ad") if value == Stack.DIRECTORY else Q(pk__in=[])
        before = Q(pk__in=[])
        for written, stack in NAMES:
            here = Q(stack__icontains=written)
            if stack == value:
                names |= here & ~before
            before |= here
        if value == Stack.UNKNOWN:
            return rows.exclude(before | Q(stack__iexact="ad"))
        return rows.filter(names)

    def by_state(self, rows: QuerySet[Application], name: str, value: str) -> QuerySet[Application]:
        """Known only once policy and reading are put together; the door looks at it then."""
        return rows


def hours_words(hours: int | None) -> str:
    """``3 hari 4 jam``; empty where unknown."""
    if hours is None:
        return ""
    days, rest = divmod(hours, 24)
    said = ngettext("%(n)s hari", "%(n)s hari", days) % {"n": text.angka(days)}
    if not rest:
        return said
    return f"{said} " + ngettext("%(n)s jam", "%(n)s jam", rest) % {"n": text.angka(rest)}


class OpenSessionTable(HouseTable):
    """Old and outlived sessions, the oldest first."""

    caption = gettext_lazy(
        "Sesi login yang lebih dari 24 jam atau bertahan setelah kata sandi diganti"
    )
    title = "username"
    phone_hidden = ("last_seen_at", "read_at")
    personal = ("holder",)

    username = LinkColumn(
        accessor="account__username",
        verbose_name=gettext_lazy("Nama pengguna (username)"),
        orderable=False,
        url=lambda row: row.account.get_absolute_url(),
    )
    application = Column(
        accessor="account__application__name",
        verbose_name=gettext_lazy("Aplikasi"),
        orderable=False,
    )
    holder = Column(empty_values=(), verbose_name=gettext_lazy("Pemegang"), orderable=False)
    department = Column(
        accessor="account__department__name", verbose_name=gettext_lazy("OPD"), orderable=False
    )
    kind = Column(empty_values=(), verbose_name=gettext_lazy("Yang terlihat"), orderable=False)
    open_for = Column(
        empty_values=(), verbose_name=gettext_lazy("Terbuka saat dibaca"), orderable=False
    )
    started_to = TimeColumn(verbose_name=gettext_lazy("Mulai (WIB)"), orderable=False)
    last_seen_at = TimeColumn(verbose_name=gettext_lazy("Terakhir aktif (WIB)"), orderable=False)
    read_at = TimeColumn(verbose_name=gettext_lazy("Data pukul (WIB)"), orderable=False)

    def __init__(self, *args: Any, whole: bool = False, **kwargs: Any) -> None:
        self.whole = whole
        super().__init__(*args, **kwargs)

    def render_username(self, record: OpenSession) -> Any:
        return format_html(
            '<a href="{}">{}</a>', record.account.get_absolute_url(), self.value_username(record)
        )

    def value_username(self, record: OpenSession) -> str:
        return text.shown_login(record.account.username, whole=self.whole)

    def value_holder(self, record: OpenSession) -> str:
        person = record.account.holder or record.account.owner
        if person is None:
            return ""
        return person.name if self.whole else text.masked_name(person.name)

    def render_holder(self, record: OpenSession) -> Any:
        return self.value_holder(record) or "–"

    def render_kind(self, record: Any) -> Any:
        if record.is_outlived:
            return icons.pill("late", "▲", self.value_kind(record))
        return icons.pill("soon", "◆", self.value_kind(record))

    def value_kind(self, record: Any) -> str:
        return _("bertahan setelah kata sandi diganti") if record.is_outlived else _("lupa log out")

    def value_open_for(self, record: OpenSession) -> str:
        return hours_words(record.hours(record.read_at))

    def render_open_for(self, record: OpenSession) -> str:
        return self.value_open_for(record)


class OpenSessionFilter(django_filters.FilterSet):
    """Find sessions by login or holder, application, department and what is wrong."""

    q = django_filters.CharFilter(
        method="by_words",
        label=gettext_lazy("Cari nama pengguna atau pemegang"),
        widget=SearchInput,
    )
    kind = django_filters.ChoiceFilter(
        method="by_kind",
        label=gettext_lazy("Yang terlihat"),
        choices=[
            ("old", gettext_lazy("lebih dari 24 jam")),
            ("outlived", gettext_lazy("bertahan setelah kata sandi diganti")),
        ],
        empty_label=ALL,
    )
    application = django_filters.ModelChoiceFilter(
        field_name="account__application",
        label=gettext_lazy("Aplikasi"),
        queryset=Application.objects.all(),
        to_field_name="code",
        empty_label=ALL,
    )
    department = django_filters.ModelChoiceFilter(
        field_name="account__department",
        label=gettext_lazy("OPD"),
        queryset=Department.objects.all(),
        to_field_name="code",
        empty_label=ALL,
        null_label=gettext_lazy("belum diketahui"),
    )

    class Meta:
        model = OpenSession
        fields: list[str] = []

    def by_words(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        words = " ".join(value.casefold().split())
        people = Person.objects.filter(sort_name__contains=words).values_list("pk", flat=True)
        found = list(people[:PEOPLE_FOUND])
        return rows.filter(
            Q(account__username__icontains=words)
            | Q(account__holder_id__in=found)
            | Q(account__owner_id__in=found)
        )

    def by_kind(self, rows: Any, name: str, value: str) -> Any:
        return rows.old() if value == "old" else rows.outlived()


class PeopleTable(HouseTable):
    """Who has sessions that are open for more than a day."""

    caption = gettext_lazy("Orang dengan sesi login lebih dari 24 jam")
    title = "holder"
    personal = ("holder",)

    holder = Column(empty_values=(), verbose_name=gettext_lazy("Pemegang"), orderable=False)
    department = Column(
        accessor="account__department__name", verbose_name=gettext_lazy("OPD"), orderable=False
    )
    old = NumberColumn(verbose_name=gettext_lazy("Lebih dari 24 jam"))
    applications = NumberColumn(verbose_name=gettext_lazy("Aplikasi"))
    oldest = TimeColumn(verbose_name=gettext_lazy("Tertua sejak (WIB)"))

    def __init__(self, *args: Any, whole: bool = False, **kwargs: Any) -> None:
        self.whole = whole
        super().__init__(*args, **kwargs)

    def value_holder(self, record: dict[str, Any]) -> str:
        name = record["account__holder__name"]
        if name is None:
            return _("belum diketahui pemegangnya")
        return str(name) if self.whole else text.masked_name(name)

    def render_holder(self, record: dict[str, Any]) -> str:
        return self.value_holder(record)


class DepartmentTable(HouseTable):
    """Forgotten log-outs of each department's people."""

    caption = gettext_lazy("Lupa log out per OPD")
    title = "department"

    department = Column(
        accessor="account__department__name",
        empty_values=(),
        verbose_name=gettext_lazy("OPD"),
        order_by=("account__department__sort_name",),
    )
    old = NumberColumn(
        verbose_name=gettext_lazy("Lebih dari 24 jam"),
        url=lambda row: open_sessions_url(
            department=row["account__department__code"] or "null", kind="old"
        ),
    )
    people = NumberColumn(verbose_name=gettext_lazy("Orang"))
    outlived = NumberColumn(
        verbose_name=gettext_lazy("Bertahan setelah kata sandi diganti"),
        url=lambda row: open_sessions_url(
            department=row["account__department__code"] or "null", kind="outlived"
        ),
    )
    oldest = TimeColumn(verbose_name=gettext_lazy("Tertua sejak (WIB)"))

    def render_department(self, record: dict[str, Any]) -> str:
        return self.value_department(record)

    def value_department(self, record: dict[str, Any]) -> str:
        return str(record["account__department__name"] or _("belum diketahui"))
