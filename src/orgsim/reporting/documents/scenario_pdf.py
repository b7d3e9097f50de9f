"""A report as PDF, on A4, with text that can be searched and copied."""

from orgsim.reporting.documents.brief_pdf import write_brief
from orgsim.reporting.documents.pdf_parts import GREY, Pages, new_pages, write, write_section
from orgsim.reporting.report_parts import Report


def as_pdf(report: Report) -> bytes:
    """The report as the bytes of a PDF file; the same report gives the same bytes."""
    return bytes(pages_of(report).output())


def pages_of(report: Report) -> Pages:
    """The pages of a report: its brief on the first two, if it has one, and the sections."""
    pdf = new_pages(report.title)
    if report.brief:
        write_brief(pdf, report)
        pdf.add_page()
        write(pdf, "Appendix", 18, "B", line=8.5)
    else:
        write(pdf, report.title, 18, "B", line=8.5)
        write(pdf, report.line, 9.5, colour=GREY)
    for section in report.sections:
        write_section(pdf, section)
    return pdf
