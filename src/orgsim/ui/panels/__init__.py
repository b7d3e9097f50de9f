"""The parts of the scenario page."""
