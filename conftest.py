"""Composition root: loads the plugins, nothing else."""

from ssoproof.plugin import PLUGINS as pytest_plugins

__all__ = ["pytest_plugins"]
