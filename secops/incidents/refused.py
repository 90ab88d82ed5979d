"""How the actions of the incident desk refuse."""


class DeskRefused(Exception):
    """Something cannot be done so; the words are fit for the page and name the way out.

    `field` is the input it is about, where there is one.
    """

    def __init__(self, words: str, field: str | None = None) -> None:
        super().__init__(words)
        self.field = field
