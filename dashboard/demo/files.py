"""The registers of the made-up city as files, read by the same importers as a real city's."""

import csv
import hashlib
import io
from collections.abc import Iterable


def csv_file(rows: Iterable[dict[str, str]]) -> io.BytesIO:
    """Rows as a CSV file in UTF-8; columns are those of all rows together."""
    kept = list(rows)
    columns = list(dict.fromkeys(name for row in kept for name in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="")
    writer.writeheader()
    writer.writerows(kept)
    return io.BytesIO(text.getvalue().encode())


def sha256(content: bytes) -> str:
    """The fingerprint of a file."""
    return hashlib.sha256(content).hexdigest()
