"""What a file of figures may be, before anything of it is read. No Django.

The unpacked size and the number of parts are of .xlsx and .ods, which are archives.
"""

MEGABYTE = 1_000_000
LARGEST_UPLOAD = 10 * MEGABYTE
LARGEST_UNPACKED = 100 * MEGABYTE
MOST_PARTS = 200
# Text repeats itself: tables of figures pack to a tenth, bombs to a thousandth.
MOST_TIMES_PACKED = 100
# Below this no ratio does harm, and an empty sheet may pack as well as a bomb.
SMALL_PART = 1 * MEGABYTE
MOST_ROWS = 200_000
MOST_COLUMNS = 200
# All the text that a sheet may give: a short sheet can name one long string a million times.
MOST_TEXT = 60 * MEGABYTE
MEMORY = 512 * 1024 * 1024
SECONDS = 60


class RefusedError(Exception):
    """Why a file is not taken, as a sentence that says what to do."""
