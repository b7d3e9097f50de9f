"""Threads and processes of this machine, for work done in parallel."""
