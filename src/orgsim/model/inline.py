"""How the parts of the loop are compiled: into it, so that its rows become vector instructions."""

INLINE = {"forceinline": True, "error_model": "numpy"}
