"""Why local set-up stopped, for a person to read."""


class LocalError(Exception):
    """Whole sentences that say what is wrong and how to mend it; shown without a trace."""
