"""Texts that mean harm: how the time to read them grows with their length.

``python -m benchmarks.reading.hostile`` prints, for each, the seconds at a quarter and at half of
the longest text that is read, and their ratio: 2 is linear, 4 would be quadratic.
"""

from datetime import date
from time import process_time

from releases.reading import LONGEST, read_releases

TODAY = date(2024, 2, 29)
HOSTILE = {
    "digits": "1" * LONGEST,
    "numbers": "12 " * (LONGEST // 3),
    "thousands": "1,234," * (LONGEST // 6),
    "quotation marks": "“" * LONGEST,
    "nested quotations": "“‘" * (LONGEST // 4) + "”’" * (LONGEST // 4),
    "quoted words": "“We said,” " * (LONGEST // 11),
    "no spaces": "x" * LONGEST,
    "blank lines": "\n" * LONGEST,
    "bullets": "• 12 arrests\n" * (LONGEST // 13),
    "source lines": "T\n\nSource: A\n\n" * (LONGEST // 14),
    "one line of sentences": "Police made 12 arrests. " * (LONGEST // 24),
    "embargoes": "Embargoed until Friday 3 March 00:01. " * (LONGEST // 38),
    "number words": "one hundred and " * (LONGEST // 16),
    "brackets": "(" * (LONGEST // 2) + ")" * (LONGEST // 2),
    "money": "£" * LONGEST,
    "dates": "3 March 2023 - " * (LONGEST // 15),
    "words": "arrest " * (LONGEST // 7),
    "capitals": "Chief Constable Alex Example, " * (LONGEST // 30),
}


def main() -> None:
    print(f"{'':24}{'quarter':>10}{'half':>10}{'ratio':>8}")
    for name, text in HOSTILE.items():
        quarter, half = (_seconds(text[: len(text) // share]) for share in (4, 2))
        print(f"{name:24}{quarter:9.2f}s{half:9.2f}s{half / max(quarter, 1e-6):8.1f}")


def _seconds(text: str) -> float:
    """Of the processor, so that others on the machine count little."""
    begun = process_time()
    read_releases(text, today=TODAY)
    return process_time() - begun


if __name__ == "__main__":
    main()
