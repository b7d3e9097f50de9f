"""What came of a scenario: cards, curves, numbers, how sure they are, and where the gap sits."""
