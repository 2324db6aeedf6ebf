"""Loaded by the interpreter of a server that a test starts with this folder on its path.

The process's wall clock runs ``SECONDS_AHEAD`` fast (slow where negative); its monotonic clock,
which timeouts go by, is left alone.
"""

import os
from datetime import UTC, datetime, timedelta

import time_machine

time_machine.travel(
    datetime.now(UTC) + timedelta(seconds=float(os.environ["SECONDS_AHEAD"])), tick=True
).start()
