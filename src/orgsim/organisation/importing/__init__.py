"""Organisations read from files: a chart, informal ties and a survey, as text or as workbooks."""
