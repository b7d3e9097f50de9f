"""The calibration's parts, in the order of the data.

priors         what is inferred, within which range, and why
start          from where members are drawn
observations   from what, on one scale, with which errors; what is held out
organisations  where it is measured
forward        what sets of parameters come to, over processes
ensemble       the smoother's loop over simulations, kept in files
chains         steps of Markov chains around a centre
emulator       what simulations would come to
region         the chains' loop over simulations, kept in files
posterior      the centre, the sets, the file of the package
again          the chains over the emulator
coverage       made-up truths
leave_one_out  trials whose bands are not asked for
tables         what was found
pictures       the same drawn
report         all files of a report; the README's and the ODD's results

The smoother is orgsim.inference.smoother.
"""
