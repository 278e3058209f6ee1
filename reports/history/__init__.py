"""The runs that were before: what a run is compared with."""
