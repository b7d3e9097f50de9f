"""Sweeps: designed experiments over any number of a config, that survive whatever happens to them."""
