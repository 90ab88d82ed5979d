"""One sentence about one part of the product."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """Tone of the house, words, and where to look."""

    part: str
    tone: str
    word: str
    text: str
    url: str = ""

    @property
    def sentence(self) -> str:
        """The same where it does not stand beside the part's name."""
        return f"{self.part}: {self.text}"
