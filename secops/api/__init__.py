"""The API: what machines bring, by tokens that open one thing each."""
