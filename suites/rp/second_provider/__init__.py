"""Two providers of one application, if it was set up with two."""
