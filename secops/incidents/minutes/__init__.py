"""Minutes: the lines of a meeting or a review that each become something, or are still open."""
