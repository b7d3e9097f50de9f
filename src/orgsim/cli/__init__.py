"""The command line: a file a command; each imports what it needs only when it is called."""
