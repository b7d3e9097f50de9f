"""The processes of a week: one file each, pure scalar formulas with their equation and source.

A formula takes first what differs from person to person, then levers and parameters, each called as it
is declared: by these names whoever calls it fills in the numbers.

Only the engine fixes their order. Formulas hold no float literals but through `arithmetic`, so the
same code runs typed throughout in float64 and in float32.
"""
