"""Files of answers: which ones an organisation is fitted to, how they are read, and reading them."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from orgsim.config.files import ConfigFile
from orgsim.errors import UserError, quoted
from orgsim.inference.fit import Inputs, with_seed
from orgsim.inference.survey import PastProgramme, read_leavers, read_programmes, read_waves
from orgsim.organise import draw_organisation

NO_COLUMNS: Mapping[str, str] = MappingProxyType({})
"""All columns are found by name."""


class AnswerFiles(NamedTuple):
    """Files, sheets of them that are workbooks, and how they are read (see `read_waves`)."""

    survey: Path
    survey_sheet: str | None = None
    scale: str | None = None
    leavers: Path | None = None
    leavers_sheet: str | None = None
    programmes: Path | None = None
    programmes_sheet: str | None = None
    drop_outsiders: bool = False
    survey_columns: Mapping[str, str] = NO_COLUMNS
    leavers_columns: Mapping[str, str] = NO_COLUMNS
    programmes_columns: Mapping[str, str] = NO_COLUMNS

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files that are named."""
        named = (self.survey, self.leavers, self.programmes)
        return tuple(path for path in named if path is not None)

    def as_text(self) -> dict[str, Any]:
        """The same as plain values, without what is not named."""
        plain = {
            key: value.as_posix() if isinstance(value, Path) else value
            for key, value in self._asdict().items()
        }
        return {
            key: dict(value) if isinstance(value, Mapping) else value
            for key, value in plain.items()
            if value not in (None, False, NO_COLUMNS)
        }

    @classmethod
    def from_text(cls, plain: Mapping[str, Any]) -> "AnswerFiles":
        """What `as_text` gave."""
        values: dict[str, Any] = {
            key: Path(of) if key in ("survey", "leavers", "programmes") else of
            for key, of in plain.items()
        }
        return cls(**values)

    def moved(self, where: Callable[[Path], Path]) -> "AnswerFiles":
        """The same files, each where it is said to be."""
        paths: dict[str, Any] = {
            key: where(path) for key, path in self._asdict().items() if isinstance(path, Path)
        }
        return self._replace(**paths)


def columns_given(option: str, texts: Sequence[str] | None) -> dict[str, str]:
    """Role → column, of ROLE=COLUMN; UserError if a text is not of this form, or gives a role twice."""
    found: dict[str, str] = {}
    for text in texts or ():
        role, equals, column = (part.strip() for part in text.partition("="))
        if not (role and equals and column) or role in found:
            raise UserError(
                f"{option} {quoted(text)}: write each role once, as in {option} group=Team"
            )
        found[role] = column
    return found


def read_inputs(file: ConfigFile, files: AnswerFiles) -> Inputs:
    """The files of an organisation's answers, read for the config that they are to be fitted to.

    Raises UserError naming file and rows.
    """
    _refuse_unread(files)
    config = with_seed(file.base, None)
    organisation = draw_organisation(config, config.run.seed).organisation
    survey = read_waves(
        files.survey,
        organisation,
        [theme.name for theme in config.themes],
        sheet=files.survey_sheet,
        scale=files.scale,
        drop_outsiders=files.drop_outsiders,
        columns=files.survey_columns,
    )
    leavers = None
    programmes: tuple[PastProgramme, ...] = ()
    if files.leavers is not None:
        leavers = read_leavers(
            files.leavers,
            organisation,
            survey,
            sheet=files.leavers_sheet,
            columns=files.leavers_columns,
        )
    if files.programmes is not None:
        programmes = read_programmes(
            files.programmes,
            organisation,
            survey,
            sheet=files.programmes_sheet,
            columns=files.programmes_columns,
        )
    return Inputs(survey, leavers, programmes)


def _refuse_unread(files: AnswerFiles) -> None:
    """Refuse options for reading a file that is not given."""
    for how, option in (("sheet", "sheet"), ("columns", "column")):
        for kind in ("leavers", "programmes"):
            if getattr(files, f"{kind}_{how}") and getattr(files, kind) is None:
                raise UserError(
                    f"--{kind}-{option}: says how to read {kind}; name their file with --{kind}"
                )
