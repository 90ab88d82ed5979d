"""What a test needs beside Python; `REQUIRE_ALL=1` makes a missing one an error."""

import shutil

import pytest

needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="no pdftotext")
