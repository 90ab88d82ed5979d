"""Ready tasks as the office wants them: read, changed, kept in versions."""
