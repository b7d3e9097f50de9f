"""Measures: what is summed over people in every week."""

from enum import IntEnum
from typing import Any

PEOPLE_PER_BLOCK = 64
"""Least people whose sums are added up together, in whole units of one level."""

FLOWS = ("hours", "met", "performance", "leavers")
"""Sums of what happened in a week, which are 0 where a state is measured outside of one."""

SUMS = {
    "gap": "Σω|M − a|",
    "say_do_gap": "Σω|m − a| of those with reports",
    "unheard": "Σω|M − m|",
    "practice": "Σω a",
    "practice_square": "(Σω a)²",
    "practice_between": "(sum of Σω a over a unit)² / its size, of units below the top",
    "engagement": "e",
    "engagement_square": "e²",
    "engagement_between": "(sum of e over a unit)² / its size, of units below the top",
    "engaged": "1 where e reaches engaged_from",
    "trust": "τ of those with a superior",
    "modelling": "g of those with reports",
    "skill": "s",
    "hours": "hours per report of those with a superior, in the week",
    "met": "1 for those who met their superior in the week",
    "performance": "performance in the week",
    "leavers": "1 for those who left at the end of the week",
}
"""What is summed over the people of a block."""

Sum: Any = IntEnum("Sum", list(SUMS), start=0)
