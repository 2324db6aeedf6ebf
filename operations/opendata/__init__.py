"""Figures as open data: one choice among all of them, and every form in which it is taken away.

``choice`` reads what an address asks for, ``counting`` says how many figures each further choice
would leave. Pages, files and the interface for programs take the same choice, so that none of them
can find what another does not. ``columns`` says what a figure is as a row of data, ``rows`` asks
the database for such rows, ``copying`` reads them, ``parquet`` and ``packages`` write what is made
of them, and ``downloads`` sends it, in one of the few ``slots`` where it is long.
"""
