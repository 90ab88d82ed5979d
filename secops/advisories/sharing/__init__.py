"""Recommendations that leave the city as files and a feed, and documents of others that come in."""
