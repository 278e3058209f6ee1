"""A provider that never answers, or does not end."""
