"""The page on which an organisation of one's own is uploaded, checked and fitted to its answers."""
