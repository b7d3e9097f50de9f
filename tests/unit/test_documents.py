"""Documents say what the code declares."""

import re
from pathlib import Path

import pytest

from orgsim.measures.sums import SUMS
from orgsim.model.interventions import INTERVENTIONS, SHOCKS
from orgsim.model.parameters import LEVERS, MECHANISMS, PARAMETERS, TRAITS
from orgsim.reporting.documents.parameter_documents import renew, tables

DOCS = Path(__file__).parents[2] / "docs"
ODD, CONFIGS = DOCS / "odd.md", DOCS / "guides" / "configs.md"
TEXT = ODD.read_text(encoding="utf-8")
QUANTITIES = [*PARAMETERS, *LEVERS, *(trait.mean for trait in TRAITS)]


@pytest.mark.parametrize("document", [ODD, CONFIGS], ids=lambda path: path.stem)
def test_tables_of_what_is_declared_are_up_to_date(document):
    text = document.read_text(encoding="utf-8")
    assert renew(text) == text, "renew it: make documents"


def test_every_table_stands_in_a_document():
    marked = re.findall(r"<!-- (\w+):begin -->", TEXT + CONFIGS.read_text(encoding="utf-8"))
    assert set(tables()) <= set(marked)


def test_every_name_stands_in_a_table_once():
    rows = [name for table in tables().values() for name in re.findall(r"^\| `(\w+)`", table, re.M)]
    names = [*(q.name for q in QUANTITIES), *MECHANISMS, *INTERVENTIONS, *SHOCKS, *SUMS]
    assert sorted(rows) == sorted(names)


@pytest.mark.parametrize("quantity", [*PARAMETERS, *LEVERS], ids=lambda quantity: quantity.name)
def test_every_number_stands_in_an_equation(quantity):
    submodels = TEXT[TEXT.index("## 7 Submodels") : TEXT.index("## 9 Numbers")]
    symbol = {"transparency": "T_b"}.get(quantity.name, quantity.name)
    assert re.search(rf"\b{symbol}(_[ib])?\b", submodels)


def test_every_source_has_a_reference():
    references = TEXT[TEXT.index("## 11 References") :].split("\n- ")[1:]
    text = TEXT[: TEXT.index("## 11 References")]
    cited = set(re.findall(r"([A-Z][\w-]+)(?: et al\.| & [A-Z][\w-]+)?,? \(?(\d{4})\b", text))
    cited -= {(name, year) for name, year in cited if name in {"Week"}}
    missing = [
        f"{name} {year}"
        for name, year in sorted(cited)
        if not any(name in each.partition("(")[0] and year in each for each in references)
    ]
    assert not missing
    assert len(cited) > 25


def test_code_and_documents_use_the_words_of_the_glossary():
    private = re.compile(r"\b(luck|befalls?|mended|healed)\b", re.IGNORECASE)
    root = ODD.parents[1]
    files = [*root.glob("src/orgsim/**/*.py"), *root.glob("docs/**/*.md"), root / "README.md"]
    found = [file.name for file in files if private.search(file.read_text(encoding="utf-8"))]
    assert found == []


def test_no_two_files_of_the_package_share_a_name():
    names = [path.name for path in ODD.parents[1].glob("src/orgsim/**/*.py")]
    names = [name for name in names if name != "__init__.py"]
    assert len(names) == len(set(names))
