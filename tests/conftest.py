"""What holds for all tests and for the processes that they start."""

import os

# Matrices of tests are small, and `make test` has more processes than there are processors: threads that
# wait for each other take ten times the time. To be said before NumPy is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
