"""The terminal: tables of at most 100 columns, and the progress of a simulation."""
