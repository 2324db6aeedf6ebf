"""The list of routes that is swept for leaks is ``tests/embargo/sweep.py``: add new ones there."""

from tests.embargo.sweep import SWEEP, routes

__all__ = ["SWEEP", "routes"]
