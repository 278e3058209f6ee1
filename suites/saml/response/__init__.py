"""The message that brings an assertion."""
