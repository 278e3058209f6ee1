"""Proxies on the way to a target: which one, and a tunnel through it."""
