"""Analysis: what the recorded weeks say."""
