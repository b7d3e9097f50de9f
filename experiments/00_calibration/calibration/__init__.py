"""The calibration's parts, in the order of the data.

priors         what is inferred, within which range, and why
start          from where members are drawn
observations   from what, on one scale, with which errors; what is held out
organisations  where it is measured
forward        what sets of parameters come to, over processes
ensemble       the loop over simulations, kept in files
posterior      which members stay, the file of the package
emulator       what simulations would come to
again          the smoother over the emulator
coverage       made-up truths
leave_one_out  trials that the smoother is not told of
tables         what was found
pictures       the same drawn
report         all files of a report; the README's and the ODD's results

The smoother is orgsim.inference.smoother.
"""
