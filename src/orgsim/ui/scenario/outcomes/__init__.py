"""Results of a scenario: cards, curves, numbers, their certainty, and where the gap sits."""
