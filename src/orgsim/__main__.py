"""`python -m orgsim` is `orgsim`."""

import sys

if __name__ == "__main__":  # workers that are spawned import this, and have no use for the commands
    from orgsim.cli.start import main

    sys.exit(main())
