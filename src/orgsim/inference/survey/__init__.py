"""An organisation's own answers: waves of a survey, leavers and past programmes, read from files."""

from orgsim.inference.survey.answers import Answers, Survey, Wave, WavesNotes
from orgsim.inference.survey.items import ITEMS, Item
from orgsim.inference.survey.leavers_file import Leavers, read_leavers
from orgsim.inference.survey.programmes_file import PastProgramme, read_programmes
from orgsim.inference.survey.scales import Scale, parse_scale
from orgsim.inference.survey.templates import TEMPLATES, template
from orgsim.inference.survey.waves_file import read_waves

__all__ = [
    "ITEMS",
    "TEMPLATES",
    "Answers",
    "Item",
    "Leavers",
    "PastProgramme",
    "Scale",
    "Survey",
    "Wave",
    "WavesNotes",
    "parse_scale",
    "read_leavers",
    "read_programmes",
    "read_waves",
    "template",
]
