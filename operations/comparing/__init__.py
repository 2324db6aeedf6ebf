"""Two phases of an operation, or two periods of a metric, side by side.

``pairing`` finds which figures belong beside each other, ``differing`` says how they differ and
whether they may be compared at all; both are pure. ``choices`` asks which sides there are,
``sides`` for their figures, and ``views`` answers under one address, the comparison's permalink.
"""
