"""Lines ready to copy: how each common tool reports the runs of one plan."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from secops.compliance.backups.models import BackupPlan
from secops.compliance.backups.page import ping_address, slug_address

_CURL = "curl -fsS -m 10 --retry 5 -o /dev/null"


@dataclass(frozen=True, slots=True)
class WayToReport:
    """One way, with the lines for it; `key` names it in addresses within the page."""

    key: str
    title: str
    words: str
    lines: str

    @property
    def rows(self) -> int:
        """How many lines are shown."""
        return self.lines.count("\n") + 2


def ways_to_report(plan: BackupPlan) -> list[WayToReport]:
    """The ways, the simplest first."""
    url = ping_address(plan.ping_uuid)
    ways = [
        WayToReport(
            "cron",
            _("cron dan curl"),
            _(
                "Di akhir baris cron Anda. Kode keluar 0 berarti berhasil, selain itu gagal; "
                "--retry mengulang bila jaringan putus sebentar."
            ),
            f"30 1 * * * /usr/local/bin/backup.sh; {_CURL} {url}/$?",
        ),
        WayToReport(
            "log",
            _("cron dengan catatan dan lama backup"),
            _("Mulai dilaporkan lebih dahulu, lalu hasil beserta akhir catatannya."),
            "#!/bin/sh\n"
            f'url="{url}"\n'
            f'{_CURL} "$url/start"\n'
            "log=$(/usr/local/bin/backup.sh 2>&1); code=$?\n"
            f'printf "%s" "$log" | tail -c 9000 | {_CURL} --data-binary @- "$url/$code"',
        ),
        WayToReport(
            "borgmatic",
            "borgmatic",
            _("Di config.yaml; borgmatic melaporkan mulai, berhasil dan gagal sendiri."),
            f"healthchecks:\n    ping_url: {url}\n    send_logs: true\n    states:\n"
            "        - start\n        - finish\n        - fail",
        ),
        WayToReport(
            "restic",
            _("restic atau rclone"),
            _("Pembungkus untuk alat apa pun; ganti baris di tengah."),
            "#!/bin/sh\n"
            f'url="{url}"\n'
            f'{_CURL} "$url/start"\n'
            "restic backup /srv/data && restic forget --keep-daily 14 --prune\n"
            f'{_CURL} "$url/$?"',
        ),
        WayToReport(
            "windows",
            _("Windows (Task Scheduler, PowerShell)"),
            _("Simpan sebagai backup.ps1 dan jadwalkan dengan Task Scheduler."),
            f'$url = "{url}"\n'
            'Invoke-RestMethod -Uri "$url/start" -TimeoutSec 10\n'
            "& C:\\backup\\backup.cmd\n"
            "$code = $LASTEXITCODE\n"
            'Invoke-RestMethod -Uri "$url/$code" -TimeoutSec 10',
        ),
    ]
    by_slug = slug_address(plan)
    if by_slug:
        ways.append(
            WayToReport(
                "slug",
                _("Kunci OPD dan slug"),
                _("Satu kunci untuk semua server OPD; ?create=1 membuat rencana yang belum ada."),
                f"{_CURL} {by_slug}?create=1",
            )
        )
    if settings.BACKUP_MAIL_DOMAIN:
        ways.append(
            WayToReport(
                "mail",
                _("Email dari alat backup"),
                _(
                    "Untuk alat yang hanya dapat mengirim email (Veeam, NAS). Kata berhasil dan "
                    "gagal diatur di rencana ini."
                ),
                f"{plan.ping_uuid}@{settings.BACKUP_MAIL_DOMAIN}",
            )
        )
    return ways
