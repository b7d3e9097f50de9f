"""Scenarios as the pages have them: made of presets, files and links, changed, compared."""
