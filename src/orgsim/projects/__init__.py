"""Projects: named work that is kept on this machine, read by the browser and the command line."""
