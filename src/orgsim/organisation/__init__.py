"""Organisations: generated from a few numbers or read from files."""

from orgsim.organisation.generator import generate
from orgsim.organisation.group_names import check_who
from orgsim.organisation.groups import members
from orgsim.organisation.organisation import Organisation

__all__ = ["Organisation", "check_who", "generate", "members"]
