"""The page that tells a comparison in five steps, for a room."""
