"""Charts of the pages: options of ECharts, how they look, and what they say as tables."""
