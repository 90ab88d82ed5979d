"""What the list of public statements can be narrowed to."""

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from secops.compliance.duties.words import choices
from secops.incidents.models import PublicStatement, StatementWarning
from secops.rules.statement import State


def states() -> list[tuple[str, str]]:
    """The states, in the reader's language."""
    return choices(State)


class StatementFilter(django_filters.FilterSet):
    """By state, or what waits for another person."""

    state = django_filters.ChoiceFilter(choices=states, label=_("Keadaan"), empty_label=_("Semua"))
    waiting = django_filters.ChoiceFilter(
        choices=[("yes", _("Ya"))],
        method="by_waiting",
        label=_("Menunggu telaah, persetujuan atau penerbitan"),
        empty_label=_("Semua"),
    )

    unfit = django_filters.ChoiceFilter(
        choices=[("yes", _("Ya"))],
        method="by_unfit",
        label=_("Perlu dilihat lagi"),
        empty_label=_("Semua"),
    )

    def by_unfit(
        self, rows: QuerySet[PublicStatement], name: str, value: str
    ) -> QuerySet[PublicStatement]:
        unfit = StatementWarning.objects.filter(settled_at=None).values("statement")
        return rows.filter(pk__in=unfit, state=State.PUBLISHED.value)

    def by_waiting(
        self, rows: QuerySet[PublicStatement], name: str, value: str
    ) -> QuerySet[PublicStatement]:
        return rows.filter(pk__in=PublicStatement.objects.waiting().values("pk"))
