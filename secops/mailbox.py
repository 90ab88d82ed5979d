"""The demo's mailbox: an SMTP server on loopback that keeps each mail as a file in `var/mail`.

Nothing leaves the machine; the page `/demo/mail/` shows the files. Only `make run` starts it.
"""

import signal
import sys
import time
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

MAIL_DIR = Path(__file__).resolve().parent.parent / "var" / "mail"
KEPT = 500


class KeepInFolder:
    """Writes each mail into the folder, the newest under the greatest name."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Keep one mail; a reader never sees half of it. Beyond KEPT the oldest go."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        unfinished = self.folder / f"{time.time_ns()}.part"
        unfinished.write_bytes(envelope.original_content or b"")
        unfinished.rename(unfinished.with_suffix(".eml"))
        for old in sorted(self.folder.glob("*.eml"))[:-KEPT]:
            old.unlink(missing_ok=True)
        return "250 kept"


def main(port: int) -> None:
    """Serve until the process is ended."""
    Controller(KeepInFolder(MAIL_DIR), hostname="127.0.0.1", port=port).start()
    signal.pause()


if __name__ == "__main__":
    main(int(sys.argv[1]))
