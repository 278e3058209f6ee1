"""Many targets on many machines: a run of pytest each, as tasks of Dask distributed."""
