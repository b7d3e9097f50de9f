"""What calculations share: variants side by side under the same random numbers, rows as columns."""

from pathlib import Path

import numpy as np
import pytest
from plain_runs import plain

from orgsim.config.files import build
from orgsim.engine.ensemble import Ensemble
from orgsim.study.calculations import (
    chosen,
    columns_of,
    looks,
    numbered,
    side_by_side,
    switched_off,
)
from orgsim.study.declaration import Setting

ROWS = [{"kind": "a", "week": 0, "gap": 0.5}, {"kind": "b", "week": 0, "gap": 0.25}]
CONFIG = build(plain({"organisation": {"people": 30}})).base


def practice(ensemble):
    return ensemble.state("practice")[:, 0].mean(axis=0)


def test_rows_become_columns_and_are_picked_by_value():
    columns = columns_of(ROWS)
    assert columns["kind"].dtype == object
    assert columns["week"].dtype.kind == "i"
    assert chosen(columns, "gap", kind="b", week=0).tolist() == [0.25]
    with pytest.raises(KeyError, match="no row"):
        chosen(columns, "gap", kind="c")


def test_columns_of_a_number_are_stacked_by_it():
    columns = {f"calm.gap.{week}": np.full(2, week) for week in (10, 2)} | {"calm.gap.all": 0}
    numbers, values = numbered(columns, "calm.gap.")
    assert numbers.tolist() == [2, 10]
    assert values.tolist() == [[2, 2], [10, 10]]


def test_mechanisms_are_switched_off():
    off = switched_off(CONFIG, "deeds", "peers").model_dump()["mechanisms"]
    assert [name for name, on in off.items() if not on] == ["deeds", "peers"]
    assert switched_off(CONFIG) is CONFIG


@pytest.mark.slow
def test_looks_are_at_the_start_and_every_so_many_weeks():
    each, some = (looks(Ensemble.of(CONFIG), 6, practice, every) for every in (1, 3))
    assert each.shape == (7, 1)
    assert some.tolist() == each[::3].tolist()


@pytest.mark.slow
def test_variants_see_the_same_random_numbers():
    def see(ensemble, configs, drawn):
        end = looks(ensemble, 4, practice)[-1]
        return dict(zip(configs, end.tolist(), strict=True))

    variants = {"one": CONFIG, "other": CONFIG, "quiet": switched_off(CONFIG, "deeds")}
    found = side_by_side(
        Setting(small=True, jobs=1, folder=Path()),
        {"replications": 2, "seed": 5},
        CONFIG,
        lambda drawn: variants,
        see,
    )
    assert {name: len(values) for name, values in found.items()} == dict.fromkeys(variants, 2)
    assert found["one"].tolist() == found["other"].tolist() != found["quiet"].tolist()
    assert found["one"][0] != found["one"][1]
