"""Informal ties of a generated organisation."""

import zlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orgsim.errors import UserError
from orgsim.model.random import run_key
from orgsim.organisation import describe, generate

KEY = run_key(2024, 3)
TYPICAL = {
    "span_of_control": 6,
    "span_variation": 0.7,
    "ties_per_person": 10,
    "share_within_unit": 0.15,
    "share_across_levels": 0.5,
    "key": KEY,
}


def pairs_of(organisation):
    """Every entry of the CSR arrays as (who, to whom)."""
    who = np.repeat(np.arange(organisation.people), np.diff(organisation.tie_start))
    return list(zip(who.tolist(), organisation.tie_to.tolist(), strict=True))


def informal_pairs(organisation):
    """How many pairs of people there are beside superiors and reports."""
    people = organisation.people
    return people * (people - 1) // 2 - (people - 1)


@settings(deadline=None)  # the first call compiles
@given(
    st.integers(1, 80),
    st.floats(1, 100),
    st.floats(0, 30),
    st.floats(0, 1),
    st.floats(0, 1),
    st.integers(0, 2**64 - 1),
)
def test_ties_are_mutual_distinct_and_as_many_as_asked_for(
    people, span, ties_per_person, within, across, seed
):
    organisation = generate(
        people,
        span_of_control=span,
        span_variation=0.7,
        ties_per_person=ties_per_person,
        share_within_unit=within,
        share_across_levels=across,
        key=run_key(seed, 1),
    )
    pairs = pairs_of(organisation)
    distinct = set(pairs)
    assert pairs == sorted(distinct)
    assert all((other, one) in distinct for one, other in pairs)
    superior = organisation.superior
    assert all(one != other and superior[one] != other != one for one, other in pairs)
    wanted = int(people * ties_per_person / 2 + 0.5)
    assert len(pairs) == 2 * min(wanted, informal_pairs(organisation))
    assert organisation.tie_weight.tolist() == [1.0] * len(pairs)


@pytest.mark.parametrize("people", [1, 2, 3, 4, 7])
@pytest.mark.parametrize("span", [1, 2, 1000])
def test_small_organisations_are_tied_as_far_as_they_can_be(people, span):
    organisation = generate(people, **{**TYPICAL, "span_of_control": span})
    assert len(organisation.tie_to) == 2 * informal_pairs(organisation)


@pytest.mark.parametrize(("within", "across"), [(0, 0), (0.15, 0.5), (0.3, 0.9), (0, 1), (0.2, 0)])
def test_shares_are_met_where_units_have_room(within, across):
    shares = {"share_within_unit": within, "share_across_levels": across}
    organisation = generate(20_000, **{**TYPICAL, **shares, "span_variation": 0, "key": KEY})
    found = describe(organisation)["share_of_ties"]
    # Units of six and the top, who has neither unit nor level, leave a per cent or two elsewhere.
    assert found["within_unit"] == pytest.approx(within, abs=0.02)
    assert found["across_levels"] == pytest.approx((1 - within) * across, abs=0.02)
    assert found["superior_and_report"] == 0


def test_a_star_has_only_its_one_unit_to_be_tied_in():
    organisation = generate(1000, **{**TYPICAL, "span_of_control": 999})
    found = describe(organisation)
    assert found["share_of_ties"]["within_unit"] == 1
    assert found["ties_per_person"]["mean"] == 10
    assert organisation.tie_start[1] == 0


def test_a_chain_has_only_other_levels_to_be_tied_to():
    organisation = generate(200, **{**TYPICAL, "span_of_control": 1})
    assert describe(organisation)["share_of_ties"]["across_levels"] == 1


def test_everybody_has_a_like_chance_of_every_partner():
    """Over 2,000 seeds a pair's chance is ties/pairs, but for the pairs a person owns: 19 or 20.

    The first of the unit is left out: it also draws for the top, who has nobody to be tied to.
    """
    count = np.zeros((41, 41))
    seeds = 2_000
    for seed in range(seeds):
        organisation = generate(
            41,
            span_of_control=40,
            span_variation=0,
            ties_per_person=5,
            share_within_unit=0.5,
            share_across_levels=0.5,
            key=run_key(seed, 0),
        )
        for one, other in pairs_of(organisation):
            count[one, other] += 1
    share = count[2:, 2:][np.triu_indices(39, 1)] / seeds
    chance = 103 / (40 * 39 / 2)
    deviation = np.sqrt(chance * (1 - chance) / seeds)
    assert np.abs(share - chance).max() < 0.1 * chance + 5 * deviation


def test_shares_decide_nothing_about_the_tree_and_ties_nothing_about_the_spans():
    organisation = generate(500, **TYPICAL)
    other = generate(500, **{**TYPICAL, "ties_per_person": 4, "share_within_unit": 0.5})
    assert np.array_equal(organisation.superior, other.superior)


def test_seeds_and_replications_give_other_organisations():
    drawn = {
        generate(300, **{**TYPICAL, "key": run_key(seed, replication)}).tie_to.tobytes()
        for seed in range(3)
        for replication in range(3)
    }
    assert len(drawn) == 9


def test_a_seed_gives_the_same_organisation_everywhere():
    """Only arithmetic is used, so these check sums hold on every platform."""
    organisation = generate(1000, **TYPICAL)
    arrays = (organisation.superior, organisation.tie_start, organisation.tie_to)
    sums = [zlib.crc32(array.astype("<i8").tobytes()) for array in arrays]
    assert sums == [1608598850, 1135460603, 595766692]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"ties_per_person": -1}, "ties_per_person = -1"),
        ({"ties_per_person": float("nan")}, "ties_per_person = nan"),
        ({"ties_per_person": 1e9}, "from 0 to 100,000"),
        ({"share_within_unit": 1.1}, "share_within_unit = 1.1 is not allowed"),
        ({"share_across_levels": -0.1}, "share_across_levels = -0.1 is not allowed"),
    ],
)
def test_impossible_numbers_are_refused(change, said):
    with pytest.raises(UserError, match=said):
        generate(10, **{**TYPICAL, **change})


@pytest.mark.parametrize("people", [0, -5, 10**9])
def test_impossible_numbers_of_people_are_refused(people):
    with pytest.raises(UserError, match=f"people = {people} is not allowed"):
        generate(people, **TYPICAL)


def test_a_million_people_are_tied():
    organisation = generate(1_000_000, **TYPICAL)
    assert len(organisation.tie_to) == 10_000_000
    assert organisation.tie_to.max() < 1_000_000
