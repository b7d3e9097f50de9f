"""The results of a fit as plain values: levers, gaps, items and answers, and what is not known."""
