"""What a notice does not do."""


class NoticeRefused(Exception):
    """Something cannot be done with a notice so; the words are fit for the page."""
