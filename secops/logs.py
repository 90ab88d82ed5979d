"""What logs and error pages may show: no personal data in lines, no variables in frames."""

import logging
import re
from types import FrameType
from typing import Any

from django.http import HttpRequest
from django.views.debug import SafeExceptionReporterFilter

NIP = re.compile(r"\b\d{4}(?=\d{14}\b)(\d{14})\b")
MAIL = re.compile(r"\b([\w.+-])[\w.+-]*@([\w-]+(?:\.[\w-]+)+)\b")
ANSWER_LINK = re.compile(r"/k/[A-Za-z0-9_.~-]{12,}")


def masked(text: str) -> str:
    """The line with NIPs, mail addresses and answer links shortened beyond use."""
    text = NIP.sub(lambda found: found.group(0)[:4] + "*" * 14, text)
    text = MAIL.sub(r"\1***@\2", text)
    return ANSWER_LINK.sub("/k/***", text)


class MaskPersonalData(logging.Filter):
    """Masks the finished line, so that arguments are covered too."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = masked(record.getMessage()), None
        return True


class NoFrameVariables(SafeExceptionReporterFilter):
    """An error page without local variables and without what was posted, even in debug."""

    def get_post_parameters(self, request: HttpRequest | None) -> dict[str, Any]:
        return {}

    def get_traceback_frame_variables(
        self, request: HttpRequest | None, tb_frame: FrameType
    ) -> list[tuple[str, Any]]:
        return []
