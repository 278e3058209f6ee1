"""Chromium as it is led: its process, the tabs in it, and what they load."""
