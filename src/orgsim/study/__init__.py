"""Experiments: a question, predictions written before the run, and what the run says of them.

An experiment is a folder NN_name of `experiments/` with a README, sweep files or configs, and an
experiment.py that declares it; experiments/README.md says how to write one.

declaration   what an author writes: sources, ablations, figures
findings      numbers, predictions and their criteria, and the verdicts on them (finding_tables)
case_reports  numbers that are reported of each of some cases
evidence      estimates with intervals and p-values, and how they are printed (formatting)
tables        what the sources came to, as arrays over replications
source_table  what is asked of a source by its name: quantities, and curves over levels or weeks
shapes        what curves of means look like
damage        how deep a shock cuts beside an unshaken twin, and until when
calculations  ensembles side by side and week by week, and their rows as columns
pictures      figures whose places show quantities and curves; mechanisms: that of the ablations
figures       what is drawn alike: curves and maps; interval_figures: evidence and ablations
catalogue     which experiments there are
small_size    what is smaller where an experiment is only tried
sources, run  running them
results       tables, figures and results.json of a run; readme: what goes into the README
"""
