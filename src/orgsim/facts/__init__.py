"""The stylised facts the model is held against: declared, measured, and validated over replications.

from orgsim.facts import FACTS, measure, validate
"""

from orgsim.facts.declarations import FACTS, PARTS, Fact, Part
from orgsim.facts.lanes import Lanes
from orgsim.facts.measure import measure
from orgsim.facts.validation import FactFound, PartFound, Validation, validate

__all__ = [
    "FACTS",
    "PARTS",
    "Fact",
    "FactFound",
    "Lanes",
    "Part",
    "PartFound",
    "Validation",
    "measure",
    "validate",
]
