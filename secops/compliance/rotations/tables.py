"""Campaigns and their accounts as lists."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secops.compliance.rotations.listed import Listed
from secops.compliance.rotations.models import Campaign, Objection, Rotation
from secops.compliance.rotations.queries import alarms_of, snooze_words
from secops.compliance.rotations.resets import MassReset
from secops.compliance.rotations.sentences import projection_short
from secops.compliance.rotations.words import (
    look_of_row,
    say,
    say_reasons,
    say_turn,
)
from secops.house import icons
from secops.house.tables import (
    ActionColumn,
    BarColumn,
    Column,
    HouseTable,
    LinkColumn,
    NumberColumn,
    PickColumn,
    TimeColumn,
)
from secops.house.text import masked_name, shown_login


class AccountPick(PickColumn):
    """The tick box of an account, named by its login as the page shows it: never a whole NIP."""

    def render(self, value: Any, record: Any = None, table: Any = None, **rest: Any) -> Any:
        box = '<label class="ps-pick"><input type="checkbox" name="pick" value="{}" form="{}" '
        named = _("Pilih %(row)s") % {"row": shown_login(record.account.username)}
        return format_html(box + 'aria-label="{}"></label>', value, self.key, named)


class RotationTable(HouseTable):
    """One row an account of a campaign: what is known, why, whose turn, by when."""

    caption = gettext_lazy("Akun dalam penggantian serentak")
    title = "login"
    phone_hidden = ("application",)

    pick = AccountPick()
    login = LinkColumn(
        accessor="account__username",
        verbose_name=gettext_lazy("Akun"),
        url=lambda row: reverse("account", args=[row.account_id]),
        orderable=False,
    )
    holder = Column(
        accessor="account__holder__name",
        verbose_name=gettext_lazy("Pemegang"),
        orderable=False,
        attrs={"td": {"class": "ps-nowrap"}},
    )
    application = Column(
        accessor="application__name", verbose_name=gettext_lazy("Aplikasi"), orderable=False
    )
    department = Column(
        accessor="department__name", verbose_name=gettext_lazy("OPD"), orderable=False
    )
    state = Column(
        verbose_name=gettext_lazy("Keadaan"),
        orderable=False,
        attrs={"td": {"class": "is-pill is-bare"}},
    )
    turn = Column(verbose_name=gettext_lazy("Giliran"), orderable=False)
    due_at = TimeColumn(verbose_name=gettext_lazy("Batas waktu"), order_by=("due_at", "pk"))

    def __init__(self, *args: Any, whole: bool = False, **kwargs: Any) -> None:
        self.whole = whole
        super().__init__(*args, **kwargs)

    def render_login(self, value: str, record: Rotation) -> Any:
        return format_html(
            '<a href="{}">{}</a>',
            reverse("account", args=[record.account_id]),
            shown_login(value, whole=self.whole),
        )

    def value_login(self, value: str) -> str:
        return shown_login(value, whole=self.whole)

    def render_holder(self, value: str) -> str:
        return value if self.whole else masked_name(value)

    def value_holder(self, value: str) -> str:
        return self.render_holder(value)

    def render_state(self, record: Rotation) -> Any:
        shown = icons.pill(*look_of_row(record))
        for alarm in alarms_of(record):
            shown = format_html("{} {}", shown, icons.pill("late", "▲", say(alarm)))
        why = say_reasons(record.reasons)
        return format_html('{}<br><span class="ps-quiet">{}</span>', shown, why) if why else shown

    def value_state(self, record: Rotation) -> str:
        words = [look_of_row(record)[2], *(say(alarm) for alarm in alarms_of(record))]
        return "; ".join([*words, say_reasons(record.reasons)] if record.reasons else words)

    def render_turn(self, record: Any) -> Any:
        turn, later = say_turn(record.turn), snooze_words(record)
        return format_html('{}<br><span class="ps-quiet">{}</span>', turn, later) if later else turn

    def value_turn(self, record: Any) -> str:
        later = snooze_words(record)
        return f"{say_turn(record.turn)} ({later})" if later else say_turn(record.turn)


#: State of a campaign -> how its pill looks.
CAMPAIGN_LOOKS = {
    Campaign.State.DRAFT: ("quiet", "○"),
    Campaign.State.RUNNING: ("info", "●"),
    Campaign.State.CLOSED: ("quiet", "■"),
}


class CampaignTable(HouseTable):
    """One row a campaign."""

    caption = gettext_lazy("Penggantian serentak")
    title = "name"
    phone_hidden = ("total", "applications")

    name = LinkColumn(
        verbose_name=gettext_lazy("Nama"),
        url=lambda row: row.campaign.get_absolute_url(),
        orderable=False,
    )
    state = Column(
        accessor="campaign__state",
        verbose_name=gettext_lazy("Keadaan"),
        orderable=False,
        attrs={"td": {"class": "is-pill is-bare"}},
    )
    applications = Column(verbose_name=gettext_lazy("Aplikasi"), orderable=False)
    due_at = TimeColumn(verbose_name=gettext_lazy("Batas waktu (WIB)"), orderable=False)
    total = NumberColumn(verbose_name=gettext_lazy("Akun"), orderable=False)
    usable = NumberColumn(
        verbose_name=gettext_lazy("Masih dapat dipakai"),
        url=lambda row: accounts_url(row.campaign, mark="usable"),
        orderable=False,
    )
    proven = BarColumn(verbose_name=gettext_lazy("Terbukti"), orderable=False)
    projection = Column(verbose_name=gettext_lazy("Perkiraan"), orderable=False, empty_values=())

    def render_state(self, value: str) -> Any:
        state = Campaign.State(value)
        return icons.pill(*CAMPAIGN_LOOKS[state], state.label)

    def value_state(self, value: str) -> str:
        return str(Campaign.State(value).label)

    def render_projection(self, record: Listed) -> str:
        return projection_short(record.projection) if record.projection else "–"

    def value_projection(self, record: Listed) -> str:
        return projection_short(record.projection) if record.projection else ""


def accounts_url(campaign: Campaign, **query: str) -> str:
    """The list of exactly the accounts that a number counts."""
    address = reverse("campaign-rotations", args=[campaign.code])
    return f"{address}?{urlencode(query)}" if query else address


class MassResetTable(HouseTable):
    """One row a second in which many passwords of an application changed."""

    caption = gettext_lazy("Penggantian serentak oleh administrator")

    application = Column(verbose_name=gettext_lazy("Aplikasi"), orderable=False)
    changed_at = TimeColumn(verbose_name=gettext_lazy("Waktu (WIB)"), orderable=False)
    accounts = NumberColumn(verbose_name=gettext_lazy("Akun"), orderable=False)
    go = ActionColumn(link=lambda row: (mass_reset_url(row), _("Putuskan")))


def mass_reset_url(reset: MassReset) -> str:
    """Where one reset is judged."""
    query = urlencode({"application": reset.application.code, "at": reset.changed_at.isoformat()})
    return f"{reverse('mass-resets')}?{query}"


class ObjectionTable(HouseTable):
    """One row an objection that nobody answered."""

    caption = gettext_lazy("Sanggahan yang menunggu")
    title = "login"

    login = Column(
        accessor="rotation__account__username", verbose_name=gettext_lazy("Akun"), orderable=False
    )
    application = Column(
        accessor="rotation__application__name",
        verbose_name=gettext_lazy("Aplikasi"),
        orderable=False,
    )
    note = Column(verbose_name=gettext_lazy("Katanya"), orderable=False)
    made_at = TimeColumn(verbose_name=gettext_lazy("Disampaikan (WIB)"), orderable=False)
    go = ActionColumn(link=lambda row: (reverse("objection-settle", args=[row.pk]), _("Periksa")))

    def render_login(self, value: str, record: Objection) -> Any:
        address = reverse("account", args=[record.rotation.account_id])
        return format_html('<a href="{}">{}</a>', address, shown_login(value))

    def value_login(self, value: str) -> str:
        return shown_login(value)
