"""The doors of campaigns and their accounts."""
