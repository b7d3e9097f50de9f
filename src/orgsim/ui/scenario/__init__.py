"""The scenario page: an organisation, what it does, and what comes of it."""
