"""Two measurements beside each other, and the arithmetic of what memory must move."""

import json

import pytest

import compare_benchmarks
from engine_sizes import bytes_moved, bytes_of_state
from orgsim.measures.sums import PEOPLE_PER_BLOCK, SUMS
from orgsim.simulation.demand import state_bytes


def report(commit, **ratios):
    measured = [
        {"name": name, "value": 2.0 * ratio, "unit": "ns", "peer": ["C", ratio] if peer else None}
        for name, (ratio, peer) in ratios.items()
    ]
    return {"commit": commit, "cpu": "one", "measured": measured}


def test_ratios_to_a_peer_are_compared_where_both_have_one():
    older = report("a", engine=(1.0, True), start=(1.0, False), gone=(1.0, True))
    newer = report("b", engine=(1.2, True), start=(0.5, False), new=(1.0, True))
    assert compare_benchmarks.compared(older, newer) == [
        ("engine", pytest.approx(1.2), "beside C"),
        ("start", pytest.approx(0.5), "ns"),
    ]


def test_what_became_slower_is_marked_and_ends_with_1(tmp_path, monkeypatch, capsys):
    paths = [tmp_path / "a.json", tmp_path / "b.json"]
    for path, ratio in zip(paths, (1.0, 1.2), strict=True):
        path.write_text(json.dumps(report(path.stem, engine=(ratio, True), start=(1.0, False))))
    monkeypatch.setattr("sys.argv", ["compare", *map(str, paths)])
    with pytest.raises(SystemExit) as ended:
        compare_benchmarks.main()
    assert ended.value.code == 1
    engine, start = capsys.readouterr().out.splitlines()[1:]
    assert "1.20 slower" in engine
    assert "slower" not in start


def test_bytes_of_a_person_are_those_of_the_ensemble():
    sums = 8 * len(SUMS) / PEOPLE_PER_BLOCK
    assert bytes_of_state(1) + sums == pytest.approx(state_bytes(1, 3, 1))
    assert bytes_of_state(8) + sums == pytest.approx(state_bytes(1, 3, 8) / 8)
    # visible 5 numbers and 5 of a leader, one in six; private 16, of which 9 change; shared structure
    # is divided by the runs
    moved = 8 * (3 * (5 + 5 / 6) + 16 + 9) + 2 * sums
    assert bytes_moved(10**9) == pytest.approx(moved, rel=1e-6)
