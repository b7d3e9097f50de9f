"""The calibration's parts, in the order of the data.

space        what is tuned, within which range, and why
misfit       how far facts are from what was published
two_worlds   the organisations in which they are measured
search       CMA-ES, a sweep a generation
stages       the cloud, the finalists and the validation, a sweep each
pinned_down  which values would do as well
report       tables, results.json, calibrated.toml, the README
pictures     figures
"""
