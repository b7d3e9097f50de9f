"""What a report of a sweep says in words."""

READING = (
    "A point is one setting of all factors; a run is one simulation of a point; replications are runs of"
    " the same point with other random draws.",
    "The table of variance says why runs differ: because the points differ, because a replication's"
    " random draws were good or bad for all points alike, or because they struck points differently."
    " The last is"
    " noise: more replications make its share in the points' means smaller.",
    "What matters ranks the factors. An interval is the range that holds the true value in 95 of 100"
    " such sweeps; of fewer than five replications a grid has none.",
    "How sure, and whether an outcome rises or falls, is tested: differences between points must exceed"
    " the noise between paired replications, and where points are a sample they must hold over points,"
    " too. p-values are allowed for all factors and outcomes together (Holm), so where nothing matters,"
    " one sweep of twenty says that something does. Of two to four replications the noise is taken from"
    " all points together, as if it were alike everywhere: more replications make surer.",
    "First order is the share of variance a factor makes by itself; total adds its part in interactions."
    " If total is much larger than first order, what the factor does depends on the others.",
    "mu* (Morris) is how far the outcome moves, in its own unit, when the factor goes through its whole"
    " range; sigma is how much that differs from place to place.",
    "PRCC is the correlation of the ranks of factor and outcome with the other factors held; it sees"
    " effects that only rise or only fall. share sees any shape, but only the factor by itself.",
    "Values without noise take off what the replications show chance to add. Estimates of shares that"
    " fall outside 0 to 1 by chance are shown as 0 or 1.",
    "In the plots of pairs, parallel lines mean that the two factors act apart; crossing or spreading"
    " lines mean that one decides what the other does.",
    "Kaplan–Meier curves show the share of runs that have converged by each week. Runs that had not"
    " when the simulation ended are in the curves for as long as they were seen.",
)

LIMITS = (
    "All this holds within the ranges that were varied, all of them counted alike; another range of a"
    " factor gives it another share.",
    "It says what the model does, not what an organisation does.",
    "Intervals of level means of a sample come from points, not from random draws: replications share"
    " their draws, so what lifts all points alike is not in them. Those of a full grid come from"
    " replications, with such variation: differences between its levels are surer than they look.",
    "The log-rank test and the bands of Kaplan–Meier curves take runs as independent, which runs of one"
    " point are not. The test's p-value is therefore taken from the spread between points wherever each"
    " level has at least ten, and the correction of Holm allows for how many factors are looked at. With"
    " enough runs any difference is significant; look at its size.",
    "Indices of a sample are estimates: they need hundreds of points a factor to be exact to a few"
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
