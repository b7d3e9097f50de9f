"""Verification: closed forms and the mean field that the engine must agree with."""
