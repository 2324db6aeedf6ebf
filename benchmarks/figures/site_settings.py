"""The public process as in production, and beside its pages one folder of files to time."""

import os

from npcc_site.settings.public import *  # noqa: F403

# Served by WhiteNoise from the same process: what a file costs is the limit of what a page may.
WHITENOISE_ROOT = os.environ["BENCH_FILES"]
