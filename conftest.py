"""Composition root: loads the three plugins, nothing else."""

pytest_plugins = ["fakes.plugin", "reports.plugin", "suites.plugin"]
