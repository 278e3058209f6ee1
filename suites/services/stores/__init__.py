"""Database and cache of a deployment, asked by their own protocols."""
