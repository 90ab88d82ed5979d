"""The demo's mailbox: an SMTP server on loopback that keeps each mail as a file in `var/mail`.

Nothing leaves the machine; the page `/demo/mail/` shows the files. Only `make run` starts it.
"""

import asyncio
import sys
import time
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

MAIL_DIR = Path(__file__).resolve().parent.parent / "var" / "mail"
KEPT = 500


class KeepInFolder:
    """Writes each mail into the folder, the newest under the greatest name."""

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        MAIL_DIR.mkdir(parents=True, exist_ok=True, mode=0o700)
        content = envelope.original_content or b""
        (MAIL_DIR / f"{time.time_ns()}.eml").write_bytes(content)
        for old in sorted(MAIL_DIR.glob("*.eml"))[:-KEPT]:
            old.unlink(missing_ok=True)
        return "250 kept"


def main(port: int) -> None:
    """Serve until the process is ended."""
    controller = Controller(KeepInFolder(), hostname="127.0.0.1", port=port)
    controller.start()
    asyncio.new_event_loop().run_forever()


if __name__ == "__main__":
    main(int(sys.argv[1]))
