"""Folders of results, fits and plans: written whole or not at all, and read again."""
