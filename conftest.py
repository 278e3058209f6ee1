"""Composition root: loads the plugins, nothing else."""

pytest_plugins = [
    "fakes.plugin",
    "reports.plugin",
    "suites.run.options",
    "suites.run.plugin",
    "suites.run.report_hooks",
]
