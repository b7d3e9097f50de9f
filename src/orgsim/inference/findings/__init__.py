"""What a fit found, as plain values: levers, gaps, items held against answers, and what is not known."""
