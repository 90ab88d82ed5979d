"""The doors of directives and duties."""
