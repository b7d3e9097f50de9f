"""Organisations: generated from a few numbers or read from files."""

from orgsim.organisation.describe import describe
from orgsim.organisation.generator import generate
from orgsim.organisation.group_names import check_who
from orgsim.organisation.groups import members
from orgsim.organisation.importing.cleaning import CHANGES, Cleaning
from orgsim.organisation.importing.file_preview import Preview, preview
from orgsim.organisation.importing.importer import ImportNotes, read_organisation
from orgsim.organisation.importing.survey_file import SurveyNotes, read_survey
from orgsim.organisation.organisation import Organisation

__all__ = [
    "CHANGES",
    "Cleaning",
    "ImportNotes",
    "Organisation",
    "Preview",
    "SurveyNotes",
    "check_who",
    "describe",
    "generate",
    "members",
    "preview",
    "read_organisation",
    "read_survey",
]
