"""Filters of the list of messages."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.forms import SearchInput
from django.utils.translation import gettext_lazy as _

from secops.outbox.composers import COMPOSERS
from secops.outbox.models import Message


def _kinds() -> list[tuple[str, str]]:
    return [(kind, str(composer.label)) for kind, composer in COMPOSERS.items()]


class MessageFilter(django_filters.FilterSet):
    """By name, state, channel, kind and bulk send."""

    q = django_filters.CharFilter(method="named", label=_("Nama"), widget=SearchInput)
    state = django_filters.ChoiceFilter(
        choices=Message.State.choices, label=_("Keadaan"), empty_label=_("Semua")
    )
    channel = django_filters.ChoiceFilter(
        choices=Message.Channel.choices, label=_("Saluran"), empty_label=_("Semua")
    )
    kind = django_filters.ChoiceFilter(choices=_kinds, label=_("Jenis"), empty_label=_("Semua"))
    batch = django_filters.NumberFilter(field_name="batch_id", label=_("Nomor pengiriman"))

    class Meta:
        model = Message
        fields: tuple[str, ...] = ()

    def named(self, rows: QuerySet[Message], name: str, value: str) -> QuerySet[Message]:
        """Any part of the recipient's name."""
        found: Any = value.strip()
        return rows.filter(person__name__icontains=found) if found else rows
