"""Looking at a page: axe in both themes and widths, and no sideways scrolling on a phone."""

from pathlib import Path

from playwright.sync_api import Page

AXE = next((Path(__file__).resolve().parents[1] / "vendor").rglob("axe.min.js"))
WIDTHS = (1440, 390)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class Looks:
    """What a page looks like to who cannot see it well, and to who has a small screen."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def findings(self) -> list[str]:
        """All axe findings of the open page, in light and dark, wide and narrow."""
        found: list[str] = []
        for scheme in ("light", "dark"):
            self.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            for width in WIDTHS:
                self.page.set_viewport_size({"width": width, "height": 900})
                found += [f"{scheme} {width}: {what}" for what in self._axe()]
                overflow = self.page.evaluate(
                    "document.documentElement.scrollWidth - document.documentElement.clientWidth"
                )
                if overflow > 0:
                    found.append(f"{scheme} {width}: the page is {overflow} px too wide")
        self.page.set_viewport_size({"width": 1440, "height": 900})
        self.page.emulate_media(color_scheme="light")
        return found

    def _axe(self) -> list[str]:
        # Evaluated by the debugger, which no content security policy keeps out.
        self.page.evaluate(AXE.read_text())
        result = self.page.evaluate(
            "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", RULES
        )
        return [
            f"{one['id']}: {one['help']} ({one['nodes'][0]['html'][:120]})"
            for one in result["violations"]
        ]
