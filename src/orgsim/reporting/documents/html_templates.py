"""Templates of HTML: pages and parts as files, and whatever is put into them escaped."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined


def filled(
    template: str, values: Mapping[str, Any], package: str = "orgsim.reporting.documents"
) -> str:
    """The template of that name with the values in it.

    package  in whose folder `templates` it is
    Raises jinja2.TemplateNotFound, and jinja2.UndefinedError for a value that is not given.
    """
    return _templates(package).get_template(template).render(values)


@cache
def _templates(package: str) -> Environment:
    return Environment(
        loader=PackageLoader(package),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
