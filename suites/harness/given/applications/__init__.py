"""Embedded applications, as the tests of the harness put weaknesses on them."""
