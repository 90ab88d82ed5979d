"""The doors at which backup tools knock: addresses, and a mailbox."""
