"""A run by pytest: options, targets, selection, and from outcomes to findings."""
