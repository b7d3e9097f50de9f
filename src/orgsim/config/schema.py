"""JSON Schema of a config file, for editors that complete and check TOML."""

from typing import Any

from orgsim.config.files import NOT_IN_SCENARIOS
from orgsim.config.models import Config


def config_schema() -> dict[str, Any]:
    """JSON Schema of a config file: the base, and under `scenarios` what they change in it."""
    schema = Config.model_json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "orgsim config"
    schema["description"] = "An organisation, what is done in it, and scenarios that vary it."
    changes = {
        name: declared
        for name, declared in schema["properties"].items()
        if name not in NOT_IN_SCENARIOS
    }
    schema["properties"]["scenarios"] = {
        "type": "object",
        "description": "Named variations: tables are merged into the base; groups, interventions"
        " and shocks are added to its own.",
        "additionalProperties": {
            "type": "object",
            "properties": changes,
            "additionalProperties": False,
        },
    }
    return schema
