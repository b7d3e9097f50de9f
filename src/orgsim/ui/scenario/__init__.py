"""The scenario page: an organisation, what it does, and the results."""
