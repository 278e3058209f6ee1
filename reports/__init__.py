"""How a run is told: the run model, the recorder, the page, the terminal.

Nothing here judges a provider, and nothing here is imported by the suites or the fakes.
"""
