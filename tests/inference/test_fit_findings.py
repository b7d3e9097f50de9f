"""What is said of a fit follows from its ensemble: verdicts on items, gaps of groups, levers."""

import json
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from orgsim.config.files import build
from orgsim.inference.answer_files import AnswerFiles
from orgsim.inference.findings.gaps_found import gaps_found
from orgsim.inference.findings.items_found import items_found
from orgsim.inference.findings.levers_found import levers_found
from orgsim.inference.unknowns import Unknown
from orgsim.io.fit_verdict import FIT, fit_warning, unexplained_items
from orgsim.organise import draw_organisation

MEMBERS = 400


def held_against(found):
    """A fit that predicts .5 with a standard deviation of .05 (members) and .05 (errors) of all data."""
    outputs = np.random.default_rng(3).normal(0.5, 0.05, (MEMBERS, len(found)))
    data = SimpleNamespace(
        value=np.array(found),
        error=np.full(len(found), 0.05**2),
        hidden=np.zeros(len(found), bool),
    )
    return SimpleNamespace(
        history=SimpleNamespace(data=data), simulated=SimpleNamespace(outputs=outputs)
    )


def rows(item, found):
    half = 1.645 * np.hypot(0.05, 0.05)
    base = {"item": item, "after": 0.5, "before": 0.4}
    return [
        base | {"week": k % 2, "found": value, "after_low": 0.5 - half, "after_high": 0.5 + half}
        for k, value in enumerate(found)
    ]


def test_items_with_more_outside_than_chance_allows_are_not_explained():
    """20 data, interval .5 ± .139: one outside is chance (p = .64), six are not (p = 3·10⁻⁴)."""
    near, far = 0.5 + 0.1, 0.5 + 0.2
    few = [near] * 19 + [far]
    many = [near] * 14 + [far] * 6
    fit = held_against(few + many)
    first, second = items_found(fit, [*rows("trust", few), *rows("engagement", many)])
    assert (first.outside, second.outside) == (1, 6)
    assert (first.explained, second.explained) == (True, False)
    assert first.p == pytest.approx(0.642, abs=0.001)  # 1 − .95²⁰
    assert second.p == pytest.approx(2 * 3.29e-4, rel=0.01)  # twice, as there are two items
    assert (first.waves, first.data, first.found) == (2, 20, pytest.approx(0.605))
    assert first.inside == pytest.approx(0.95)


def test_a_lever_is_as_much_narrower_as_its_score():
    scores = np.random.default_rng(5).standard_normal(MEMBERS)
    before = {"transparency": np.stack([1 / (1 + np.exp(-scores))] * 2, axis=1)}
    after = {"transparency": np.stack([1 / (1 + np.exp(-s * scores)) for s in (0.5, 0.25)], axis=1)}
    fit = SimpleNamespace(
        history=SimpleNamespace(groups=SimpleNamespace(who=("unit:2",))),
        unknowns=SimpleNamespace(
            each=(Unknown("lever", "transparency"), Unknown("lever", "transparency", 0))
        ),
        before=SimpleNamespace(levers=before),
        after=SimpleNamespace(levers=after),
    )
    everybody, unit = levers_found(fit)
    assert (everybody.who, unit.who) == ("everybody", "unit:2")
    assert everybody.narrower == pytest.approx(0.75, abs=1e-9)
    assert unit.narrower == pytest.approx(0.5, abs=1e-9)
    assert unit.above == (scores > 0).mean()
    assert everybody.above is None
    assert unit.before.low == pytest.approx(np.quantile(before["transparency"][:, 0], 0.05))


def test_gaps_are_means_over_those_whom_they_are_of():
    """Everybody does .4 of what is stated as 1 and says .7; in one unit .6 is done, by its leader .2."""
    config = build({"organisation": {"people": 40}, "themes": [{"name": "a", "stated": 1.0}]}).base
    organisation = draw_organisation(config, config.run.seed).organisation
    leader = int(organisation.leaders[-1])
    unit = (organisation.superior == leader) & (np.arange(organisation.people) > 0)
    practice = np.full((3, organisation.people), 0.4, np.float32)
    practice[:, unit], practice[:, leader] = 0.6, 0.2
    states = {"practice": practice, "message": np.full_like(practice, 0.7)}
    states |= {"trust": np.full_like(practice, 0.3), "engagement": practice}
    groups = SimpleNamespace(who=("unit",), inside=unit[None])
    fit = SimpleNamespace(history=SimpleNamespace(config=config, groups=groups), states=states)
    found = {(row.measure, row.who): row.now.median for row in gaps_found(fit)}
    assert found["message_practice_gap", "unit"] == pytest.approx(0.4)
    assert found["say_do_gap", "unit"] == pytest.approx(0.5)
    assert found["engagement", "unit"] == pytest.approx(0.6)
    people, inside = organisation.people, int(unit.sum())
    whole = (0.6 * (people - inside - 1) + 0.4 * inside + 0.8) / people
    assert found["message_practice_gap", "everybody"] == pytest.approx(whole)
    leaders = np.abs(0.7 - practice[0, organisation.leaders]).mean()
    assert found["say_do_gap", "everybody"] == pytest.approx(leaders)
    assert found["trust", "everybody"] == pytest.approx(0.3)


def test_a_fit_that_explains_too_little_is_told_by_its_config(tmp_path):
    config = build({"organisation": {"people": 20}}).base
    assert fit_warning(config) == ""
    own = config.organisation.model_copy(update={"ensemble": tmp_path / "ensemble.parquet"})
    fitted = config.model_copy(update={"organisation": own})
    assert fit_warning(fitted) == ""
    (tmp_path / FIT).write_text(json.dumps({"unexplained": ["trust"]}), encoding="utf-8")
    assert unexplained_items(tmp_path) == ("trust",)
    assert "does not explain the answers to trust" in fit_warning(fitted)
    (tmp_path / FIT).write_text("[]", encoding="utf-8")
    assert unexplained_items(tmp_path) == ()


def test_files_of_answers_are_written_down_and_read_again():
    files = AnswerFiles(Path("a.csv"), scale="1-5", leavers=Path("b.csv"), drop_outsiders=True)
    assert AnswerFiles.from_text(json.loads(json.dumps(files.as_text()))) == files
    assert files.paths == (Path("a.csv"), Path("b.csv"))
    moved = files.moved(lambda path: Path("..") / path)
    assert moved == files._replace(survey=Path("../a.csv"), leavers=Path("../b.csv"))
