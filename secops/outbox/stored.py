"""What of a message is kept: the words without its link and its code."""

from secops.outbox.composers import Composed

IN_PLACE = "•••"


def words_to_store(words: Composed) -> str:
    """The text with every hidden part replaced, longest first (a link may hold a code)."""
    text = words.text
    for secret in sorted(words.hidden, key=len, reverse=True):
        if secret:
            text = text.replace(secret, IN_PLACE)
    return text
