"""What is judged: settings, where they come from, and the target that they make."""
