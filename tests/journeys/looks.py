"""Looking at a page: axe in both themes and widths, and no sideways scrolling on a phone."""

from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Page

AXE = next((Path(__file__).resolve().parents[1] / "vendor").rglob("axe.min.js"))
ALL = (("light", 1440), ("light", 390), ("dark", 1440), ("dark", 390))
#: Each theme and each width once, with every rule.
CROSSED = (("light", 390), ("dark", 1440))
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
#: What depends on theme and width together; names and structure were asked in the crossed looks.
OF_THE_LOOK = ["color-contrast", "target-size", "link-in-text-block"]
DRAWN = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


class Looks:
    """What a page looks like to who cannot see it well, and to who has a small screen."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def findings(self, pairs: Sequence[tuple[str, int]] = ALL) -> list[str]:
        """All axe findings of the open page, in these pairs of theme and width."""
        found: list[str] = []
        for scheme, width in pairs:
            # The page stays loaded: theme and width change under it. With motion reduced nothing
            # fades, and two frames later the new colours and widths are drawn.
            self.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
            self.page.set_viewport_size({"width": width, "height": 900})
            self.page.evaluate(DRAWN)
            whole = (scheme, width) in CROSSED
            found += [f"{scheme} {width}: {what}" for what in self._axe(whole=whole)]
            overflow = self.page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            if overflow > 0:
                found.append(f"{scheme} {width}: the page is {overflow} px too wide")
        self.page.set_viewport_size({"width": 1440, "height": 900})
        self.page.emulate_media(color_scheme="light")
        return found

    def _axe(self, *, whole: bool) -> list[str]:
        # Evaluated by the debugger, which no content security policy keeps out.
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE.read_text())
        result = self.page.evaluate(
            "only => axe.run(document, {runOnly: only, resultTypes: ['violations']})",
            {"type": "tag", "values": RULES} if whole else {"type": "rule", "values": OF_THE_LOOK},
        )
        return [
            f"{one['id']}: {one['help']} ({one['nodes'][0]['html'][:120]})"
            for one in result["violations"]
        ]
