"""The page of a sweep's folder."""
