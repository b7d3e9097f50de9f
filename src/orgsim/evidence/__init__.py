"""The stylised facts the model is compared with: declared, measured, and validated over replications.

from orgsim.evidence import FACTS, measure, validate
"""

from orgsim.evidence.facts import FACTS, PARTS, Fact, Part
from orgsim.evidence.lanes import Lanes
from orgsim.evidence.measure import measure
from orgsim.evidence.validation import FactFound, PartFound, Validation, validate

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
