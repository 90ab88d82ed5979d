"""What everybody may read: the state of services, our public statements, feeds, a copy that lives
on when the application does not."""
