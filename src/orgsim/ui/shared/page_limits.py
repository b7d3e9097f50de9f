"""What pages refuse of a config that is sound: what is too large, and people other than were fitted."""

from orgsim.config.models import FITTED, Config
from orgsim.errors import UserError

MOST_PEOPLE, MOST_WEEKS, MOST_REPLICATIONS = 200_000, 1040, 200


def refuse_beyond_pages(config: Config) -> None:
    """Raise UserError where a config is larger than pages take."""
    limits = (
        ("organisation.people", config.organisation.people, MOST_PEOPLE),
        ("run.weeks", config.run.weeks, MOST_WEEKS),
        ("run.replications", config.run.replications, MOST_REPLICATIONS),
    )
    for key, value, most in limits:
        if value > most:
            raise UserError(
                f"{key} = {value:,} is more than the {most:,} that a page takes; use the command"
                " line for more"
            )


def drawn_as_fitted(config: Config) -> bool:
    """Whether a fit's states are those of people whom size, shape and seed draw again."""
    return config.run.start == FITTED and config.organisation.chart is None


def refuse_others(config: Config, fitted: Config) -> None:
    """Refuse to give states of the people that were fitted to others who are drawn in their place."""
    drawn = [
        (each.organisation, each.run.seed, each.run.redraw_organisation)
        for each in (config, fitted)
    ]
    if drawn_as_fitted(fitted) and drawn[0] != drawn[1]:
        raise UserError(
            "organisation: the answers belong to the people that were fitted, and another size,"
            " shape or seed would draw other people; leave these as they are"
        )
