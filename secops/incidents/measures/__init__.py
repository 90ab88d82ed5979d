"""How fast incidents are handled: per incident, by month and quarter."""
