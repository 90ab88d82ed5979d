"""The accounts of a desk as a list."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secops.compliance.rotations.models import Rotation
from secops.compliance.rotations.queries import Group, label_of_group, snooze_words
from secops.compliance.rotations.tables import RotationTable
from secops.compliance.rotations.words import say_turn
from secops.house.tables import ActionColumn, Column
from secops.house.text import masked_name, wib


def _act_of(row: Any) -> tuple[str, str] | None:
    """The one thing to do about an account of the agent's own pile."""
    if row.turn != "agent" or row.written_off_at is not None:
        return None
    account = row.account_id
    return {
        Group.NOBODY: (reverse("account-holder", args=[account]), _("Tentukan pemegang")),
        Group.NOT_MINE: (reverse("account-holder", args=[account]), _("Tentukan pemegang")),
        Group.SHARED: (reverse("rotation-shared", args=[row.pk]), _("Siapa yang memakai?")),
        Group.SERVICE: (reverse("rotation-schedule", args=[row.pk]), _("Usulkan jadwal")),
        Group.NO_CONTACT: (reverse("my-work-contacts"), _("Isi kontak")),
    }.get(Group(row.group), (reverse("account", args=[account]), _("Buka akun")))


class DeskTable(RotationTable):
    """One row an account: who is asked, how it stands, what holds it up, by when."""

    caption = gettext_lazy("Akun di meja Agen")
    not_exported = ("go",)
    phone_hidden = ("department",)

    holder = Column(
        empty_values=(),
        accessor="pk",
        verbose_name=gettext_lazy("Pemegang"),
        orderable=False,
        attrs={"td": {"class": "ps-nowrap"}},
    )
    go = ActionColumn(link=_act_of)

    class Meta:
        sequence = (
            "pick", "login", "holder", "application", "department", "state", "turn", "due_at",
            "go",
        )  # fmt: skip

    def render_holder(self, value: Any, record: Rotation | None = None) -> str:
        assert record is not None
        account = record.account
        person = account.holder if account.kind == "person" else account.owner or account.holder
        if person is None:
            return "–"
        return person.name if self.whole else masked_name(person.name)

    def value_holder(self, value: Any, record: Rotation | None = None) -> str:
        return self.render_holder(value, record)

    def render_turn(self, record: Any) -> Any:
        """Whose turn, and below it what holds the account up."""
        turn, why = say_turn(record.turn), self._holding_up(record)
        return format_html('{}<br><span class="ps-quiet">{}</span>', turn, why) if why else turn

    def value_turn(self, record: Any) -> str:
        why = self._holding_up(record)
        return f"{say_turn(record.turn)} ({why})" if why else say_turn(record.turn)

    def _holding_up(self, record: Any) -> str:
        words = []
        if record.turn == "agent":
            words.append(label_of_group(Group(record.group)))
            if record.refused_by:
                words.append(
                    _("ditolak %(department)s: %(why)s")
                    % {"department": record.refused_by, "why": record.refused_why}
                )
        if record.on_leave_until:
            words.append(_("cuti sampai %(day)s") % {"day": wib(record.on_leave_until)})
        if later := snooze_words(record):
            words.append(later)
        if record.closing_asked_at:
            words.append(_("diminta dinonaktifkan"))
        return ", ".join(words)
