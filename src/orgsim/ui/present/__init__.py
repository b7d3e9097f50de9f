"""The page that presents a comparison in five steps."""
