"""`orgsim configs` lists what comes along, prints it, and copies it with all it names."""

from pathlib import Path

import pytest
from plain_runs import PLAIN_OPTIONS

from orgsim.config.files import read_config
from orgsim.shipped import CONFIGS, PLANS, SWEEPS, question, shipped_files

ALL = {**shipped_files(CONFIGS), **shipped_files(PLANS), **shipped_files(SWEEPS)}


def test_all_are_listed_with_their_question(orgsim):
    said = orgsim("configs")
    assert said.code == 0
    words = " ".join(said.out.split())
    for name, path in ALL.items():
        assert f"{name} {question(path)}" in words


def test_one_is_printed_as_it_is(orgsim):
    assert orgsim("configs", "first").out == ALL["first"].read_text(encoding="utf-8")


@pytest.mark.parametrize("name", shipped_files())
@pytest.mark.parametrize("where", [(), ("some/where",)])
def test_a_copy_can_be_read_and_needs_nothing_else(orgsim, name, where):
    said = orgsim("configs", name, "--copy", *where)
    assert said.code == 0
    copy = Path(*where, f"{name}.toml")
    assert str(copy) in said.out
    ours, theirs = read_config(copy).base, read_config(name).base
    assert ours.levers == theirs.levers
    for key in ("chart", "ties", "survey"):
        file = getattr(ours.organisation, key)
        assert (file is None) == (getattr(theirs.organisation, key) is None)
        assert file is None or file.is_relative_to(Path.cwd())


def test_a_copy_has_all_of_its_folder(orgsim):
    """Waves of a survey are given to orgsim fit, and stand in no config."""
    assert orgsim("configs", "clinics", "--copy").code == 0
    ours = sorted(path.relative_to(Path()) for path in Path("clinics").rglob("*"))
    folder = ALL["clinics"].with_suffix("")
    assert [str(path) for path in ours] == sorted(
        f"clinics/{path.name}" for path in folder.iterdir()
    )
    assert Path("clinics/waves.csv").read_bytes() == (folder / "waves.csv").read_bytes()


def test_a_copy_takes_no_files_place(orgsim):
    Path("imported").mkdir()
    Path("imported/ties.csv").write_text("mine", encoding="utf-8")
    said = orgsim("configs", "imported", "--copy")
    assert said.code == 2
    assert "imported/ties.csv: already exists; name another folder" in said.err
    assert not Path("imported.toml").exists()
    assert Path("imported/ties.csv").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("basline",), "did you mean 'baseline'?"),
        (("--copy",), "name what to copy"),
        (("baseline", "there"), "goes with --copy"),
        (("baseline", "--copy", "small.toml"), "cannot be written"),
        (("baseline", "--copy", "x" * 300), "cannot be written: File name too long"),
    ],
)
def test_mistakes_are_one_line(orgsim, arguments, said):
    found = orgsim("configs", *arguments)
    assert (found.code, found.out, found.err.count("\n")) == (2, "", 1)
    assert said in found.err


def test_a_file_that_a_name_overlooks_is_told(orgsim):
    orgsim("configs", "startup", "--copy")
    options = ("--no-figure", "--json", "--weeks", 2, "--replications", 1, *PLAIN_OPTIONS)
    assert "the file here is startup.toml" in orgsim("run", "startup", *options).err
    assert "the file here" not in orgsim("run", "startup.toml", *options).err


def test_the_organisation_of_a_config_is_described(orgsim):
    said = orgsim("organisation", "imported", "--no-figure")
    assert said.code == 0
    assert "62 on 4 levels" in said.out
    assert "leave --superior out" in orgsim("organisation", "imported", "--superior", "x").err
    assert "leave --id out" in orgsim("organisation", "imported", "--id", "x").err
    assert "generates its organisation" in orgsim("organisation", "baseline").err


def test_a_plan_is_copied_and_told_how_to_use_it(orgsim):
    said = orgsim("configs", "two_thousand_hours", "--copy")
    assert said.code == 0
    assert "orgsim plan two_thousand_hours.toml" in said.out
