"""What a campaign refuses, in words fit for the page."""


class RotationRefused(Exception):
    """A deed that the rules of a campaign do not allow; str() is the sentence for the page.

    `code` says which rule refused, for tests and commands; nobody decides by reading the words.
    """

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
