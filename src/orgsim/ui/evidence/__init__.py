"""The page of what the model rests on."""
