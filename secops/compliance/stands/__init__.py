"""How departments stand over all subjects: asked of each, and kept once a day."""
