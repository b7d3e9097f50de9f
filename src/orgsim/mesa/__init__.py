"""A run as a Mesa model."""

from orgsim.extras import require

require("mesa")
