"""Evaluation meetings: present, facts, decisions, next time."""
