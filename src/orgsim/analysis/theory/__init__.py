"""Theory: what the model must come to where others have worked it out, written apart from its code."""
