"""What a Python session starts from: scenarios by name, and organisations fitted to their answers."""
