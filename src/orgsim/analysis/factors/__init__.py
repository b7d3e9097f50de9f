"""Which factors of a sweep matter: by variance, by rank, by contrast, and what may be said of them."""
