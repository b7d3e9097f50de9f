"""Threads and processes of this machine, for whatever is done by several at once."""
