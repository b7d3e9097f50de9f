"""A scenario that was saved before, opened again."""

import tomllib

import solara

from orgsim.errors import UserError
from orgsim.ui.organisation.uploaded_files import plain_name
from orgsim.ui.shared import session
from orgsim.ui.shared.inputs import Problem, Words
from orgsim.ui.shared.scenarios import compared_changes
from orgsim.ui.shared.scenarios.own_code_left_out import left_out
from orgsim.ui.shared.scenarios.scenario import OWN
from orgsim.ui.shared.scenarios.scenario_files import from_toml
from orgsim.ui.shared.upload_field import Upload


@solara.component
def UploadScenario():
    """A scenario that was saved before."""
    wrong, set_wrong = solara.use_state("")
    missing, set_missing = solara.use_state("")

    def take(name: str, data: bytes) -> None:
        set_missing("")
        try:
            text = data.decode("utf-8-sig")
            found = from_toml(text, plain_name(name))
            session.begin(found[0])
            for other in found[1:6]:
                compared_changes.add(other)
            set_wrong("")
            set_missing(left_out(tomllib.loads(text)))
        except UnicodeDecodeError:
            set_wrong(f"{plain_name(name)}: is not text; upload a config file (TOML)")
        except UserError as error:
            set_wrong(str(error))

    with solara.Div():  # alone and beside others it would be another field, which knows of no file
        Upload("Open a saved scenario (TOML)", ".toml", take, set_wrong)
        if wrong:
            Problem(wrong)
        if missing and session.scenario.value.preset == OWN:
            with solara.Div(attributes={"role": "status"}):
                Words(missing)
