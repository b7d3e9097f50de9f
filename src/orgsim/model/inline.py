"""How the parts of the loop are compiled: into it, so that its rows become vector instructions."""

INLINE = {"forceinline": True, "error_model": "numpy"}

PART = {**INLINE, "no_cpython_wrapper": True, "no_cfunc_wrapper": True}
"""Of functions that only the loop calls: without a way in from Python, which for the arrays of a week
takes longer to compile than what it leads to."""
