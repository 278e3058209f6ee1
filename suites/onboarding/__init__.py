"""A target that is set up for the first time: asked for, tried, written down, and registered."""
