"""A report as one HTML file: nothing outside it is asked for, and it prints well."""

from orgsim.reporting.documents.html_templates import filled
from orgsim.reporting.report_parts import Report


def as_html(report: Report) -> str:
    """The report as a page of its own."""
    return filled("report.html", {"report": report})
