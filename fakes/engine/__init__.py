"""The engine of every fake identity provider: correct by construction, one method per decision."""
