"""Morris's design: how many levels its paths step on, for those who make it and those who read it."""

MORRIS_LEVELS = 4
