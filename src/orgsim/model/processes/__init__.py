"""The processes of a week: one file each, pure scalar formulas with their equation and source.

Only the engine fixes their order. Formulas hold no float literals but through `arithmetic`, so the
same code runs typed throughout in float64 and in float32.
"""
