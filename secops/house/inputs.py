"""Inputs that more than one form uses: a moment, a day, files that were looked at."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from secops.house.files import FileRefused, check_all


class MomentInput(forms.DateTimeInput):
    """A date and a time, chosen or typed."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class DayInput(forms.DateInput):
    """A date, chosen or typed."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class ManyFilesInput(forms.ClearableFileInput):
    """Several files, or the camera of a phone."""

    allow_multiple_selected = True


class CameraInput(forms.ClearableFileInput):
    """One photo; a phone opens its camera at once."""

    def __init__(self) -> None:
        super().__init__({"accept": "image/*", "capture": "environment"})


class OneFileInput(forms.ClearableFileInput):
    """One file, a picture or a document."""


class EvidenceField(forms.FileField):
    """Files that pass `files.check_all`; cleaned to a list of `Checked`."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        uploads = data if isinstance(data, list | tuple) else [data] if data else []
        found: list[UploadedFile[Any]] = [one for one in uploads if one]
        if self.required and not found:
            raise forms.ValidationError(str(self.error_messages["required"]))
        try:
            return check_all(found)
        except FileRefused as refused:
            raise forms.ValidationError(str(refused)) from refused
