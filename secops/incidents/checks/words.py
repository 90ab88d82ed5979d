"""Results of checks as pages show them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from secops.incidents.checks.models import ServiceCheck
from secops.rules.assertion import Value

R = ServiceCheck.Result
_LOOKS = {
    R.WORKS: ("ok", "✓"),
    R.PARTLY: ("soon", "◆"),
    R.DOWN: ("late", "▲"),
    R.SUSPICIOUS: ("late", "◆"),
}

#: What a result says in the vocabulary of public statements.
SAYS = {R.WORKS: Value.RUNNING, R.PARTLY: Value.DISTURBED, R.DOWN: Value.STOPPED}


def look_of_result(value: str) -> tuple[str, str, str]:
    """A result as a pill."""
    tone, symbol = _LOOKS[R(value)]
    return tone, symbol, str(R(value).label)


def standing_of(check: ServiceCheck) -> tuple[str, str, str]:
    """Whether this look still speaks; `check` comes from `with_later`."""
    if check.withdrawn_at is not None:
        return "quiet", "□", _("Ditarik")
    if check.has_later_bad and not check.is_bad:  # type: ignore[attr-defined]
        return "late", "▲", _("Dibantah pemeriksaan yang lebih baru")
    if check.has_later:  # type: ignore[attr-defined]
        return "quiet", "○", _("Ada yang lebih baru")
    return "info", "●", _("Terbaru")
