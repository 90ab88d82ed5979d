"""Meetings with partners: invitation, attendance, minutes, and a word from the meeting."""
