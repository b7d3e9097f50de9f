"""What a report of a sweep says in words."""

READING = (
    "A point is one setting of all factors; a run is one simulation of a point; replications are runs of"
    " the same point with other random draws.",
    "The table of variance shows why runs differ: because the points differ, because a replication's"
    " random draws were favourable or unfavourable for all points alike, or because they affected points"
    " differently. The last is noise: more replications reduce its share in the points' means.",
    "What matters ranks the factors. An interval is the range that covers the true value in 95 of 100"
    " such sweeps; with fewer than five replications a grid has none.",
    "How sure, and whether an outcome rises or falls, is tested: differences between points must"
    " exceed the noise between paired replications, and where points are a sample they must also"
    " hold across points. p-values are adjusted for all factors and outcomes together (Holm), so"
    " where nothing matters, one sweep in twenty claims that something does. With two to four"
    " replications the noise is taken from all points together, as if it were the same everywhere:"
    " more replications make this more certain.",
    "First order is the share of variance due to a factor by itself; total adds its part in"
    " interactions. If total is much larger than first order, the effect of the factor depends on"
    " the others.",
    "mu* (Morris) is how far the outcome moves, in its own unit, when the factor goes through its whole"
    " range; sigma is how much that differs from place to place.",
    "PRCC is the correlation of the ranks of factor and outcome with the other factors held constant; it"
    " detects effects that only rise or only fall. share detects any shape, but only of the factor by"
    " itself.",
    "Values without noise subtract what chance adds, as the replications show it. Estimates of shares"
    " that fall outside 0 to 1 by chance are shown as 0 or 1.",
    "In the plots of pairs, parallel lines mean that the two factors act independently; crossing or"
    " diverging lines mean that the effect of one depends on the other.",
    "Kaplan–Meier curves show the share of runs that have converged by each week. Runs that had not"
    " converged when the simulation ended count for as long as they were observed.",
)

LIMITS = (
    "All this holds within the ranges that were varied, with all values weighted equally; with another"
    " range a factor has another share.",
    "It describes what the model does, not what an organisation does.",
    "Intervals of level means of a sample come from points, not from random draws: replications share"
    " their draws, so they leave out what lifts all points alike. Those of a full grid come from"
    " replications, and include it: differences between its levels are more certain than they look.",
    "Bands of Kaplan–Meier curves come from the same as intervals of level means: points of a sample"
    " (their blocks where it has any), replications of a full grid (those of one parameter set as one)."
    " Of fewer than three of these there is no band, unless each has one run only.",
    "The log-rank test takes runs as independent, which runs of one point are not, nor points of one"
    " block. Its p-value is therefore taken from the spread between points (their blocks where there are"
    " any) wherever each level has at least ten; of fewer in a sample with several runs of each there is"
    " none. Holm's correction allows for the number of factors examined. With enough runs any difference"
    " is significant; look at its size.",
    "Indices of a sample are estimates: they need hundreds of points per factor to be accurate to a few"
    " hundredths.",
)

CAPTIONS = {
    "what_matters": "Factors by how much they matter, with 95 % intervals",
    "curves": "Share of runs that have converged, with 95 % bands, and how many runs are left",
    "indices": "The indices behind the ranking, with 95 % intervals",
    "main_effects": "Mean at the levels of each factor, with 95 % intervals; dotted: mean of all points",
    "pairs": "Pairs of factors: one along the axis, the other as lines, with 95 % intervals",
    "map": "Mean in the cells of two factors",
}

KINDS = {
    "first": "First order",
    "total": "Total",
    "second": "Beyond the sum of both",
    "mu_star": "mu*",
    "mu": "mu",
    "sigma": "sigma",
    "prcc": "PRCC",
    "srrc": "SRRC",
    "share": "share",
}
