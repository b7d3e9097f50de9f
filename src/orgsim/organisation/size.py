"""How large an organisation can be, and what memory it takes."""

MOST_PEOPLE = 50_000_000

PERSON_BYTES = 42
"""A position while its ties are drawn, measured; afterwards 18: its place in the tree and its ties."""

TIE_BYTES = 6
"""Each of a tie's two ends while ties are drawn, measured; afterwards 4, or 8 where weights differ."""


def organisation_bytes(people: int, ties_per_person: float) -> float:
    """Memory of the arrays of an organisation while it is made, ties seen from both ends."""
    return people * (PERSON_BYTES + TIE_BYTES * ties_per_person)
