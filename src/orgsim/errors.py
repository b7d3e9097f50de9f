"""What the user can mend is one exception type; everything else is our fault."""


class Interrupted(Exception):  # noqa: N818
    """Stopped by the user; the message says what is kept and how to go on."""


class UserError(Exception):
    """A mistake in a config, a file or a command: one line saying what, where and how to mend it."""
