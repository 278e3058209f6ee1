"""A run for those who do not read the page: Markdown, and what other programs take."""
