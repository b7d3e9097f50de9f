"""Weeks as text, with the day on which they begin where it is known when week 1 does."""

from datetime import date, timedelta

from orgsim.number_text import count, fixed

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_text(day: date, before_year: str = " ") -> str:
    """A day as people write it, the same on every machine: `2 Mar 2027`."""
    return f"{day.day} {MONTHS[day.month - 1]}{before_year}{day.year}"


def first_day(week: float, week_one: date) -> date:
    """The day on which a week begins: that of week 1, and 7 days for each week since."""
    return week_one + timedelta(weeks=round(week) - 1)


def week_text(week: float, week_one: date | None = None) -> str:
    """A week by its number, with its first day if that is known: `week 9 · 2 Mar 2027`."""
    text = f"week {fixed(week, 0)}"
    return text if week_one is None else f"{text} · {day_text(first_day(week, week_one))}"


def weeks_text(
    first: int, last: int | None, week_one: date | None = None, between: str = " to "
) -> str:
    """Weeks with their first and last day: `weeks 9 to 12 · 2 Mar 2027 to 29 Mar 2027`.

    last     None where they go on for good: `from week 9 · 2 Mar 2027`
    between  what stands between the numbers
    """
    if last is None:
        return f"from {week_text(first, week_one)}"
    if last == first:
        return week_text(first, week_one)
    text = f"weeks {first}{between}{last}"
    if week_one is None:
        return text
    until = first_day(last + 1, week_one) - timedelta(days=1)
    return f"{text} · {day_text(first_day(first, week_one))} to {day_text(until)}"


def week_marks(weeks: int, week_one: date | None = None) -> list[int] | list[str]:
    """What stands below an axis at each week from 0 on: its number, and its first day below that.

    In three lines, so that dates of neighbours do not run into each other.
    """
    if week_one is None:
        return list(range(weeks + 1))
    return [week_mark(week, week_one) for week in range(weeks + 1)]


def week_mark(week: float, week_one: date) -> str:
    """A week below an axis, with its first day."""
    return f"{week:g}\n" + day_text(first_day(week, week_one), "\n")


def weeks_from(weeks: int, week_one: date | None = None) -> str:
    """How many weeks, and from which day on if that is known: `156 weeks from 4 Jan 2027`."""
    return count(weeks, "week") + (f" from {day_text(week_one)}" if week_one else "")


def day_of(text: str | None) -> date | None:
    """The day that a summary has as text, as in `2027-01-04`."""
    return date.fromisoformat(text) if text else None
