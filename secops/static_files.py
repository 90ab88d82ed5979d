"""Which files of libraries are served: those that a page of ours loads."""

from collections.abc import Iterable
from typing import Any

from django.contrib.staticfiles.finders import AppDirectoriesFinder

#: Ninja's other page of documentation: compressing it takes as long as all the rest.
UNUSED = ["redoc*"]


class AppFiles(AppDirectoriesFinder):
    """The static files of all apps but what nobody loads."""

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[Any]:
        """Each file with its storage; what is unused is left out."""
        return super().list([*(ignore_patterns or ()), *UNUSED])
