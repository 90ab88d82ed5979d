"""A mail server that takes everything and keeps nothing: `python -m tests.bench.mail_sink PORT`."""

import asyncio
import logging
import sys

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Sink

if __name__ == "__main__":
    logging.getLogger("mail.log").setLevel(logging.ERROR)
    Controller(Sink(), hostname="127.0.0.1", port=int(sys.argv[1])).start()
    asyncio.new_event_loop().run_forever()
