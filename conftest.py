"""Composition root: loads the plugins, nothing else."""

pytest_plugins = [
    "fakes.plugin",
    "reports.plugin",
    "suites.options",
    "suites.plugin",
    "suites.telling",
]
