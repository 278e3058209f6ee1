"""Where responses are sent."""
