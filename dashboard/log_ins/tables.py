"""Log-ins after the leak as lists."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy

from dashboard.log_ins.filters import WAITING
from dashboard.log_ins.queries import UnitLine
from secops.compliance.rotations.holders import present_holder
from secops.compliance.rotations.tables import AccountPick
from secops.compliance.rotations.words import TONES, say, say_turn
from secops.house import icons
from secops.house.tables import Column, HouseTable, LinkColumn, NumberColumn, TimeColumn
from secops.house.text import masked_name, shown_login
from secops.rules.labels import label
from secops.rules.log_in import TURNS, Stage


def look_of_stage(stage: Stage) -> tuple[str, str, str]:
    """Tone, symbol and word, as `pill` takes them; what somebody says is no proof."""
    if stage is Stage.SAID_ME:
        return "claim", "◐", say(stage)
    found = label(stage)
    return TONES[found.tone], found.symbol, say(stage)


class LogInTable(HouseTable):
    """One row an account somebody was in while its leaked password was good."""

    caption = gettext_lazy("Masuk setelah bocor, sebelum diganti")
    title = "login"
    phone_hidden = ("application",)

    pick = AccountPick()
    login = LinkColumn(
        accessor="rotation__account__username",
        verbose_name=gettext_lazy("Akun"),
        url=lambda row: reverse("account", args=[row.rotation.account_id]),
        orderable=False,
    )
    holder = Column(
        verbose_name=gettext_lazy("Pemegang"),
        empty_values=(),
        orderable=False,
        attrs={"td": {"class": "ps-nowrap"}},
    )
    application = Column(
        accessor="rotation__application__name",
        verbose_name=gettext_lazy("Aplikasi"),
        orderable=False,
    )
    department = Column(
        accessor="rotation__department__name", verbose_name=gettext_lazy("OPD"), orderable=False
    )
    used_at = TimeColumn(verbose_name=gettext_lazy("Masuk (WIB)"), order_by=("used_at", "pk"))
    stage = Column(
        verbose_name=gettext_lazy("Penilaian"),
        orderable=False,
        attrs={"td": {"class": "is-pill is-bare"}},
    )
    turn = Column(verbose_name=gettext_lazy("Giliran"), empty_values=(), orderable=False)

    def __init__(self, *args: Any, whole: bool = False, **kwargs: Any) -> None:
        self.whole = whole
        super().__init__(*args, **kwargs)

    def render_login(self, value: str, record: Any) -> Any:
        return format_html(
            '<a href="{}#masuk">{}</a>',
            reverse("account", args=[record.rotation.account_id]),
            shown_login(value, whole=self.whole),
        )

    def value_login(self, value: str) -> str:
        return shown_login(value, whole=self.whole)

    def render_holder(self, record: Any) -> str:
        person = present_holder(record.account)
        if person is None:
            return "–"
        return person.name if self.whole else masked_name(person.name)

    def value_holder(self, record: Any) -> str:
        return self.render_holder(record)

    def render_stage(self, value: str) -> Any:
        return icons.pill(*look_of_stage(Stage(value)))

    def value_stage(self, value: str) -> str:
        return say(Stage(value))

    def render_turn(self, record: Any) -> str:
        return say_turn(TURNS[Stage(record.stage)])

    def value_turn(self, record: Any) -> str:
        return self.render_turn(record)


def _number(name: str, words: Any, stage: str) -> NumberColumn:
    """A number that opens exactly its rows."""

    def rows(line: UnitLine) -> str:
        return line.to(stage) if getattr(line, name) else ""

    return NumberColumn(verbose_name=words, url=rows, orderable=False)


class DepartmentLogInTable(HouseTable):
    """One row a department: how many log-ins, what was said of them, what was found."""

    caption = gettext_lazy("Masuk setelah bocor, per OPD")
    title = "name"
    phone_hidden = ("unsure", "mine", "ordinary")

    name = LinkColumn(verbose_name=gettext_lazy("OPD"), url=lambda row: row.to(), orderable=False)
    total = NumberColumn(
        verbose_name=gettext_lazy("Akun dimasuki"), url=lambda row: row.to(), orderable=False
    )
    denied = _number("denied", gettext_lazy("“Bukan saya”"), Stage.SAID_NOT_ME.value)
    unsure = _number("unsure", gettext_lazy("“Tidak ingat”"), Stage.SAID_UNSURE.value)
    mine = _number("mine", gettext_lazy("“Ya, saya”"), Stage.SAID_ME.value)
    waiting = _number("waiting", gettext_lazy("Belum dijawab"), WAITING)
    not_ordinary = _number("not_ordinary", gettext_lazy("Tidak wajar"), Stage.NOT_ORDINARY.value)
    ordinary = _number("ordinary", gettext_lazy("Wajar"), Stage.ORDINARY.value)


class ApplicationLogInTable(DepartmentLogInTable):
    """The same, one row an application."""

    caption = gettext_lazy("Masuk setelah bocor, per aplikasi")
    name = LinkColumn(
        verbose_name=gettext_lazy("Aplikasi"), url=lambda row: row.to(), orderable=False
    )
