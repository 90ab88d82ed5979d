"""Why a deed was refused."""


class RecommendationRefused(Exception):
    """The recommendation cannot be taken or decided so; the words are fit for the page."""
