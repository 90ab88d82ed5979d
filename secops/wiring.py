"""Who composes which message, who does which job, what runs every minute.

Imported by the addresses and by Celery, so that web and worker know the same tables. Lower apps
hold the empty tables and know nothing of those who fill them.
"""

from collections.abc import Callable

from secops.audit.chain import seal_all
from secops.jobs.actions import work_off

#: Called once a minute with `at=`; each claims its own rows.
EVERY_MINUTE: list[Callable[..., object]] = [work_off, seal_all]
