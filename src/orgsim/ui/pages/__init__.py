"""The pages of the web interface; each has a component `Page`."""
