"""Reports: the results of scenarios and sweeps, from plain numbers to tables, documents and folders."""
