"""The config: its models, how it is read from files, and its schema for editors."""
