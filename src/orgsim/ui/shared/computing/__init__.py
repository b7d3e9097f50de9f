"""What is computed for visitors: beside the page, in turns, and given up when nobody wants it."""
