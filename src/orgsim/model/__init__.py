"""The model: its numbers, states, programmes and events, draws, and one formula per process."""
