"""The page of projects, and what opens and saves them."""
