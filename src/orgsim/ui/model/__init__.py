"""The page that says what the model is."""
