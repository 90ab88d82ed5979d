"""Backups as tables."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from secops.compliance.backups.models import BackupPlan, Ping
from secops.compliance.backups.queries import due_of
from secops.compliance.backups.words import (
    look_of_ping,
    seconds_words,
)
from secops.house.tables import Column, HouseTable, LinkColumn, NumberColumn, PillColumn, TimeColumn
from secops.house.words import look
from secops.rules.backup import State


class PlanTable(HouseTable):
    """Plans, the worst first: state, since, what comes next."""

    caption = _("Rencana backup")
    title = "name"
    phone_hidden = ("since", "restored")
    name = LinkColumn(verbose_name=_("Backup"))
    state = PillColumn(
        accessor="standing__state", verbose_name=_("Keadaan"), look=look(State), order_by=("rank",)
    )
    since = TimeColumn(accessor="standing__since", verbose_name=_("Sejak"))
    department = Column(
        accessor="department__name",
        verbose_name=_("OPD"),
        order_by=("department__sort_name",),
    )
    application = Column(
        accessor="application__name",
        verbose_name=_("Aplikasi"),
        order_by=("application__sort_name",),
    )
    due = TimeColumn(accessor="pk", verbose_name=_("Berikutnya"), orderable=False)
    last_success = TimeColumn(
        accessor="standing__last_success_at", verbose_name=_("Berhasil terakhir")
    )
    restored = TimeColumn(accessor="standing__restored_at", verbose_name=_("Uji pemulihan"))

    def render_due(self, record: BackupPlan) -> Any:
        due = due_of(record)
        return self.columns["due"].column.render(due) if due else "–"

    def value_due(self, record: BackupPlan) -> Any:
        return due_of(record)


class PingTable(HouseTable):
    """What a plan's tool told us, the newest first."""

    caption = _("Catatan ping")
    title = "received_at"
    phone_hidden = ("user_agent", "bytes")
    received_at = TimeColumn(verbose_name=_("Waktu"))
    n = NumberColumn(
        verbose_name=_("Nomor"), url=lambda row: reverse("backup-ping", args=[row.plan_id, row.n])
    )
    kind = PillColumn(verbose_name=_("Kabar"), look=look_of_ping)
    way = Column(accessor="get_way_display", verbose_name=_("Lewat"), orderable=False)
    exit_status = NumberColumn(verbose_name=_("Kode keluar"))
    seconds = Column(verbose_name=_("Lama"))
    remote_address = Column(verbose_name=_("Alamat asal"))
    user_agent = Column(verbose_name=_("Alat"), attrs={"td": {"class": "text-break"}})
    bytes = NumberColumn(verbose_name=_("Panjang pesan (byte)"))

    def render_seconds(self, record: Ping) -> str:
        return seconds_words(record.seconds) or "–"

    def value_seconds(self, record: Ping) -> float | None:
        return record.seconds
