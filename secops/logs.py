"""What logs and error pages may show: no personal data in lines, no variables in frames."""

import logging
import re
from collections.abc import ItemsView
from types import FrameType
from typing import Any

from django.http import HttpRequest
from django.views.debug import SafeExceptionReporterFilter

NIP = re.compile(r"(?<!\d)(\d{4})\d{4}[ .-]?\d{6}[ .-]?\d[ .-]?\d{3}(?!\d)")
MAIL = re.compile(r"\b([\w.+-])[\w.+-]*@([\w-]+(?:\.[\w-]+)+)\b")
ANSWER_LINK = re.compile(r"/k/[A-Za-z0-9_.~-]{12,}")


def masked(text: str) -> str:
    """The text with NIPs, mail addresses and answer links shortened beyond use."""
    text = NIP.sub(lambda found: found.group(1) + "*" * 14, text)
    text = MAIL.sub(r"\1***@\2", text)
    return ANSWER_LINK.sub("/k/***", text)


class MaskedLines(logging.Formatter):
    """Masks the finished text: arguments, and the words of an error under its traceback, too."""

    def format(self, record: logging.LogRecord) -> str:
        return masked(super().format(record))


class NoFrameVariables(SafeExceptionReporterFilter):
    """An error page without local variables and without what was posted, even in debug."""

    def get_post_parameters(self, request: HttpRequest | None) -> dict[str, Any]:
        return {}

    def get_traceback_frame_variables(
        self, request: HttpRequest | None, tb_frame: FrameType
    ) -> ItemsView[str, Any]:
        return dict[str, Any]().items()
