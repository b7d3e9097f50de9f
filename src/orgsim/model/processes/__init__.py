"""The processes of a week: one file each, pure scalar formulas with their equation and source.

A formula first takes what differs from person to person, then levers and parameters under their declared
names, by which callers fill in the numbers.

Only the engine fixes their order. Float literals go through `arithmetic`, so that the same code runs
entirely in float64 or in float32.
"""
