"""Projects as zip files: the same comes out, and hostile files are refused before they do harm."""

import io
import stat
import zipfile
from concurrent.futures import ThreadPoolExecutor

import pytest

from orgsim.errors import UserError
from orgsim.projects import project_zip
from orgsim.projects.kept_project import KeptScenario, Project
from orgsim.projects.project_list import listed_projects
from orgsim.projects.project_place import projects_root, writing
from orgsim.projects.project_reading import read_project
from orgsim.projects.project_saving import save_project


@pytest.fixture
def exported(tmp_path) -> bytes:
    (tmp_path / "a.csv").write_text("id,superior\n1,\n2,1\n")
    tables = {"organisation": {"chart": "uploads/chart.csv"}}
    kept = KeptScenario("Ours", tables)
    save_project("Ours", Project(kept, (kept,), "Read me", {"chart.csv": tmp_path / "a.csv"}))
    return project_zip.project_zip("Ours")


def test_a_project_is_not_read_while_it_is_saved(exported):
    """Titles of before stood above scenarios of now."""
    with ThreadPoolExecutor(1) as pool:
        with writing():
            reader = pool.submit(project_zip.project_zip, "Ours")
            with pytest.raises(TimeoutError):
                reader.result(0.3)
        assert reader.result() == exported


def test_what_cannot_be_locked_is_read(exported):
    lock = projects_root() / ".lock"
    lock.unlink(missing_ok=True)
    lock.mkdir()
    assert project_zip.project_zip("Ours") == exported


def repacked(data: bytes, **members: bytes) -> bytes:
    """The zip file with further members, or others in their place."""
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        found = {name: old.read(name) for name in old.namelist()} | members
    return packed(found)


def packed(members: dict) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return made.getvalue()


def test_an_export_is_opened_as_the_same(exported):
    assert project_zip.open_zip(exported, "Theirs") == "Theirs"
    assert project_zip.open_zip(exported, "Theirs") == "Theirs 2"
    ours, theirs = (read_project(projects_root() / name)[0] for name in ("Ours", "Theirs 2"))
    assert (ours.scenario, ours.compared, ours.notes) == (
        theirs.scenario,
        theirs.compared,
        theirs.notes,
    )
    assert theirs.uploads["chart.csv"].read_bytes() == ours.uploads["chart.csv"].read_bytes()
    assert project_zip.project_zip("Ours") == exported


def test_files_without_a_folder_around_them_are_opened_too(exported):
    with zipfile.ZipFile(io.BytesIO(exported)) as old:
        plain = packed({name.partition("/")[2]: old.read(name) for name in old.namelist()})
    assert project_zip.open_zip(plain, "Plain") == "Plain"


@pytest.mark.parametrize(
    "name",
    [
        "../outside.toml",
        "/etc/cron.d/x",
        "Ours/../../scenario.toml",
        "Ours/uploads/../../x",
        "Ours\\..\\x.toml",
        "Ours/uploads/.hidden",
        "Ours/deep/down/scenario.toml",
        "Ours/run.sh",
        "C:/scenario.toml/x",
    ],
)
def test_names_of_other_places_are_refused(exported, name):
    with pytest.raises(UserError, match="which no project has"):
        project_zip.open_zip(repacked(exported, **{name: b"x"}), "Bad")
    assert [each.name for each in listed_projects()] == ["Ours"]


def test_links_are_refused(exported):
    link = zipfile.ZipInfo("Ours/uploads/link.csv")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    made = io.BytesIO(exported)
    with zipfile.ZipFile(made, "a") as file:
        file.writestr(link, "/etc/passwd")
    with pytest.raises(UserError, match="a link or an encrypted file"):
        project_zip.open_zip(made.getvalue(), "Bad")


def test_what_unpacks_to_too_much_is_refused(exported, monkeypatch):
    bomb = repacked(exported, **{"Ours/uploads/big.csv": b"0" * 3 * 2**20})
    with pytest.raises(UserError, match="unpacks to more than 1 MB"):
        project_zip.open_zip(bomb, "Bad")
    assert project_zip.too_large("Ours") == ""
    monkeypatch.setattr(project_zip, "MOST_BYTES", 200)
    assert "copy its folder instead" in project_zip.too_large("Ours")
    with pytest.raises(UserError, match="unpacks to more than"):
        project_zip.open_zip(exported, "Bad")
    monkeypatch.setattr(project_zip, "MOST_MEMBERS", 2)
    with pytest.raises(UserError, match="a project has 2 at most"):
        project_zip.open_zip(exported, "Bad")


def test_what_is_no_zip_or_no_project_is_refused(exported):
    for data, said in (
        (b"", "no zip file"),
        (b"PK\x03\x04 nonsense", "no zip file"),
        (exported[: len(exported) // 2], "no zip file"),
        (packed({"notes.md": "x"}), "holds no project.toml"),
    ):
        with pytest.raises(UserError, match=said):
            project_zip.open_zip(data, "Bad")
    damaged = bytearray(exported)
    damaged[60:80] = b"\xff" * 20
    with pytest.raises(UserError):
        project_zip.open_zip(bytes(damaged), "Bad")
    hostile = b'[organisation]\nchart = "../../../etc/passwd"\n'
    bad = repacked(exported, **{"Ours/scenario.toml": hostile})
    with pytest.raises(UserError, match="lies outside"):
        project_zip.open_zip(bad, "Bad")
    assert not list(projects_root().glob(".opened-*"))
