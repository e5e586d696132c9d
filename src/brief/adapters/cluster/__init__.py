"""Steps on other machines, by dask.distributed: the same bytes, or an error."""
