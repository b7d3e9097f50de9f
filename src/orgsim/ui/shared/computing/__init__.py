"""What is computed for visitors: in the background, in turns, and cancelled when nobody wants it."""
