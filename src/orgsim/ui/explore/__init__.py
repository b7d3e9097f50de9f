"""The page that maps a measure over levers."""
