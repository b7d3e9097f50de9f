"""What came of simulations, in words: advice, verdicts, and how sure they are."""
