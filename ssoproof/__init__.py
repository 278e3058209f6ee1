"""What an environment has of ssoproof once it is installed: a plugin for pytest and a command."""
