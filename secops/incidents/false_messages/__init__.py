"""Messages that copy ours: reported by anybody, looked at, answered with a warning."""
