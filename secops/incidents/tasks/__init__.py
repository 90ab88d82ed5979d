"""Tasks of an incident: owner, due date that acts, checklist with proof."""
