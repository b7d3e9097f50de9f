"""Tables of a config: frozen, strict about their keys, with texts of one line."""

import unicodedata
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationInfo, field_validator


class Strict(BaseModel):
    """A frozen table that rejects unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    @field_validator("*", mode="before")
    @classmethod
    def _no_truth_for_a_number(cls, value: Any, info: ValidationInfo) -> Any:
        """Pydantic would take true for 1."""
        if value is True or value is False:
            wanted = cls.model_fields[str(info.field_name)].annotation
            if wanted in (int, float, int | None, float | None):
                raise ValueError(f"{str(value).lower()} is a boolean; write a number")
        return value


def a_line(text: str) -> str:
    """Refuse text that is not a line: it would break tables, figures and terminals."""
    strange = next((c for c in text if unicodedata.category(c) in ("Cc", "Cs")), "")
    if strange:
        raise ValueError(
            f"holds the control character U+{ord(strange):04X}; allowed: one line of text"
        )
    return text


Line = Annotated[str, AfterValidator(a_line)]
