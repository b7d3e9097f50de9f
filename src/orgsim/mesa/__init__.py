"""A run as a Mesa model."""
