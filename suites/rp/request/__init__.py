"""What the application asks for, and how it proves who it is."""
