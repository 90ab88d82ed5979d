"""The doors of tasks: the list, one task, its checklist, its owner and its end."""
