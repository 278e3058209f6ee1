"""Tokens: how they are got, used, refreshed and refused."""
