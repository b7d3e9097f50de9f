"""Files: tables, CSV, files that are there whole or not at all, and where numbers come from."""
