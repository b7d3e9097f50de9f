"""Every block of code in the documentation runs and prints what it says, or says why it does not.

python docs/site/page_blocks.py counts them.
"""

from pathlib import Path

import pytest
from page_blocks import PAGES, ROOT, blocks, run_here, run_page

WITH_CODE = [page for page in PAGES if blocks(page)]
RUN_HERE = [page for page in WITH_CODE if any(map(run_here, blocks(page)))]


@pytest.mark.slow
@pytest.mark.parametrize("page", RUN_HERE)
def test_blocks_of_a_page_run_one_after_the_other(page, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.setattr("orgsim.parallel.spawned.processors", lambda: 1)
    monkeypatch.setenv("ORGSIM_POSTERIOR", "")  # so that what a page exports is forgotten
    monkeypatch.delenv("ORGSIM_POSTERIOR")
    run_page(page)


@pytest.mark.parametrize("page", WITH_CODE)
def test_a_block_that_is_run_elsewhere_is_run_by_a_test_that_names_the_page(page):
    for block in blocks(page):
        if by := block.marks.get("run by"):
            source = (ROOT / by).read_text(encoding="utf-8")
            assert Path(page).stem in source, f"{page}, line {block.line}: {by}"
        if "not run" in block.marks:
            assert len(block.marks["not run"]) > 15, f"{page}, line {block.line}: say why"
