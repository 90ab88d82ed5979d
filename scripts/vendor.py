"""Bring the few third-party front-end files into the tree.

Needed only to *update* them: the copies are committed, so installing and running the product needs
no node at all. Change a version in package.json, run ``npm install --package-lock-only`` and then
this script, and commit what changed. ``tests/house/test_vendor.py`` checks every committed byte
against the lock file that this script writes.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOUSE = ROOT / "secops" / "house"
STATIC = HOUSE / "static" / "vendor"
ICONS = HOUSE / "templates" / "house" / "icons"
TEST_FILES = ROOT / "tests" / "vendor"
LOCK = STATIC / "vendor.lock.json"

#: package -> (folder under static/vendor, files to copy out of the package)
STATIC_FILES = {
    "@tabler/core": ("tabler", ["dist/css/tabler.min.css", "dist/js/tabler.min.js"]),
    "@fontsource-variable/plus-jakarta-sans": (
        "plus-jakarta-sans",
        [
            "files/plus-jakarta-sans-latin-wght-normal.woff2",
            "files/plus-jakarta-sans-latin-ext-wght-normal.woff2",
        ],
    ),
}
ICON_NAMES = [
    "activity",
    "adjustments",
    "affiliate",
    "alert-circle",
    "alert-triangle",
    "apps",
    "archive",
    "arrow-back-up",
    "arrow-down",
    "arrow-right",
    "arrow-up",
    "bell",
    "book",
    "brand-whatsapp",
    "building",
    "building-community",
    "calendar",
    "calendar-due",
    "certificate",
    "check",
    "checklist",
    "chevron-down",
    "chevron-left",
    "chevron-right",
    "circle-check",
    "circle-x",
    "clipboard-check",
    "clipboard-list",
    "clock",
    "clock-exclamation",
    "copy",
    "database",
    "database-export",
    "device-desktop",
    "device-laptop",
    "dots",
    "download",
    "external-link",
    "eye",
    "eye-off",
    "file-check",
    "file-spreadsheet",
    "file-text",
    "files",
    "filter",
    "filter-x",
    "flag",
    "gavel",
    "hand-stop",
    "help",
    "history",
    "home",
    "hourglass",
    "id",
    "inbox",
    "info-circle",
    "key",
    "language",
    "link",
    "list-check",
    "lock",
    "lock-open",
    "logout",
    "mail",
    "map-pin",
    "menu-2",
    "message",
    "minus",
    "moon",
    "news",
    "pencil",
    "phone",
    "plug",
    "plus",
    "presentation",
    "printer",
    "qrcode",
    "question-mark",
    "refresh",
    "rss",
    "scale",
    "search",
    "send",
    "server",
    "settings",
    "shield",
    "shield-check",
    "shield-lock",
    "speakerphone",
    "star",
    "sun",
    "trash",
    "upload",
    "user",
    "user-check",
    "user-question",
    "users",
    "virus-search",
    "world",
    "x",
]

MIT = """Permission is hereby granted, free of charge, to any person obtaining a copy of this
software and associated documentation files (the "Software"), to deal in the Software
without restriction, including without limitation the rights to use, copy, modify, merge,
publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons
to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or
substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED,
INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR
PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE
FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER
DEALINGS IN THE SOFTWARE.
"""


@dataclass(frozen=True)
class Entry:
    """One committed file: where it lies, what it is, under which licence."""

    path: str
    package: str
    version: str
    licence: str
    sha256: str


def install(workdir: Path) -> Path:
    """Fetch exactly what the lock file names; package scripts never run."""
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(ROOT / name, workdir / name)
    subprocess.run(["npm", "ci", "--ignore-scripts"], cwd=workdir, check=True)
    return workdir / "node_modules"


def without_source_map(data: bytes) -> bytes:
    """The maps are not shipped, and Django's manifest storage refuses a link into nothing."""
    return re.sub(rb"\n?(/\*#|//#) sourceMappingURL=\S+(\s*\*/)?\s*$", b"\n", data)


def plain_icon(svg: str) -> str:
    """One line, decorative by default, coloured by the text around it."""
    inner = "".join(
        re.sub(r"\s+", " ", part).replace(" />", "/>")
        for part in re.findall(r"<(?!svg|/svg)[^>]+>", svg)
        if 'd="M0 0h24v24H0z"' not in part
    )
    return (
        '<svg class="ps-icon" width="20" height="20" viewBox="0 0 24 24" fill="none" '
        'stroke="currentColor" stroke-width="1.75" stroke-linecap="round" '
        f'stroke-linejoin="round" aria-hidden="true" focusable="false">{inner}</svg>\n'
    )


class Shelf:
    """Writes files and remembers what was written."""

    def __init__(self, modules: Path) -> None:
        self.modules = modules
        self.entries: list[Entry] = []

    def facts(self, package: str) -> tuple[str, str]:
        meta = json.loads((self.modules / package / "package.json").read_text("utf-8"))
        return meta["version"], meta["license"]

    def put(self, target: Path, data: bytes, package: str) -> None:
        version, licence = self.facts(package)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        digest = hashlib.sha256(data).hexdigest()
        path = target.relative_to(ROOT).as_posix()
        self.entries.append(Entry(path, package, version, licence, digest))

    def licence_text(self, package: str) -> bytes:
        folder = self.modules / package
        for name in ("LICENSE", "LICENSE.md", "LICENSE.txt"):
            if (folder / name).exists():
                return (folder / name).read_bytes()
        # @tabler/core ships its notice only as a banner in its files.
        banner = (folder / "dist/css/tabler.min.css").read_text("utf-8")[:600]
        owners = re.findall(r"Copyright [^\n*]+", banner)
        return ("MIT License\n\n" + "\n".join(owners) + "\n\n" + MIT).encode()


def copy_all(shelf: Shelf) -> None:
    """Static files, icons and the test-only accessibility engine."""
    for package, (folder, names) in STATIC_FILES.items():
        version, _ = shelf.facts(package)
        target = STATIC / folder / version
        for name in names:
            data = (shelf.modules / package / name).read_bytes()
            if name.endswith((".css", ".js")):
                data = without_source_map(data)
            shelf.put(target / Path(name).name, data, package)
        shelf.put(target / "LICENSE.txt", shelf.licence_text(package), package)
    for name in sorted(set(ICON_NAMES)):
        source = shelf.modules / "@tabler/icons/icons/outline" / f"{name}.svg"
        svg = plain_icon(source.read_text("utf-8"))
        shelf.put(ICONS / f"{name}.svg", svg.encode(), "@tabler/icons")
    shelf.put(ICONS / "LICENSE.txt", shelf.licence_text("@tabler/icons"), "@tabler/icons")
    axe = shelf.modules / "axe-core" / "axe.min.js"
    shelf.put(TEST_FILES / "axe.min.js", axe.read_bytes(), "axe-core")
    shelf.put(TEST_FILES / "LICENSE.txt", shelf.licence_text("axe-core"), "axe-core")


def main() -> int:
    """Replace the committed copies and write the lock."""
    with tempfile.TemporaryDirectory() as folder:
        shelf = Shelf(install(Path(folder)))
        for old in (STATIC, ICONS, TEST_FILES):
            shutil.rmtree(old, ignore_errors=True)
        copy_all(shelf)
    entries = sorted(shelf.entries, key=lambda entry: entry.path)
    LOCK.write_text(json.dumps([asdict(entry) for entry in entries], indent=1) + "\n", "utf-8")
    print(f"{len(entries)} files written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
