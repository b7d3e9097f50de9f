"""Reports as HTML, PDF and slides, made of parts and tables."""
