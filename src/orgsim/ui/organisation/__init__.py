"""The page on which the user's own organisation is uploaded, checked and fitted to its answers."""
