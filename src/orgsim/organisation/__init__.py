"""Organisations: generated from a few numbers or read from files."""

from orgsim.organisation.describe import describe
from orgsim.organisation.generator import generate
from orgsim.organisation.group_names import check_who
from orgsim.organisation.groups import members
from orgsim.organisation.importer import ImportNotes, read_organisation
from orgsim.organisation.organisation import Organisation
from orgsim.organisation.survey import read_survey

__all__ = [
    "ImportNotes",
    "Organisation",
    "check_who",
    "describe",
    "generate",
    "members",
    "read_organisation",
    "read_survey",
]
