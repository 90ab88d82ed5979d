"""Which files of libraries are collected: those that a page of ours loads."""

from django.contrib.staticfiles.apps import StaticFilesConfig


class StaticFiles(StaticFilesConfig):
    """Without ninja's other page of documentation: compressing it takes as long as all the rest."""

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "redoc*"]
