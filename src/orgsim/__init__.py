"""orgsim: how the messages and practices of an organisation converge or drift apart."""

__version__ = "0.1.0"
