"""Words of synthetic releases. Pure, no Django.

Words come as often as in a language (the n-th most frequent about 1/n of the time), so that a
search meets words that almost every release has, and words that hardly one has. Nobody is named:
speakers are numbered.
"""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import accumulate

from benchmarks.figures import recipe

SPEAKERS = 300
FIRST_DAY = date(2019, 1, 7)
DAYS = 2_500
# Of the releases without figures these wait for their moment, or are taken off again.
EVERY_EMBARGOED = 40
EVERY_WITHDRAWN = 160

_FREQUENT = """
police officers action force week operation people arrested community crime public safety support
new work local victims response offences online violence national report team powers road young
women training review street knife drugs vehicle station neighbourhood patrol evidence court warrant
search seized cash phone line fraud theft retail rural protest event order detective inspector
partners council schools charity hospital figures results month year weekend summer winter campaign
launch success concern trust confidence
"""
_SYLLABLES = """
bar cor dan fel gar hol jen kel lam mor nel por ral sen tor ven wal yar zin bre cla dro fli gra ple
sto tri ick and ern ing ost ude ial ent ary ous ine ell oft urn
"""


@dataclass(frozen=True)
class ReleaseText:
    """What one release says."""

    slug: str
    title: str
    summary: str
    notes: str
    issued: date
    topic: str
    speaker: int
    said: str
    fate: str


@cache
def vocabulary() -> tuple[str, ...]:
    """About 6,000 words, the most frequent first."""
    chance = random.Random(f"{recipe.SEED}/words")  # noqa: S311 - nothing is guarded
    syllables = _SYLLABLES.split()
    made = ("".join(chance.choices(syllables, k=chance.choice((2, 3, 3)))) for _ in range(6_500))
    return tuple(dict.fromkeys([*_FREQUENT.split(), *made]))


@cache
def _weights() -> tuple[float, ...]:
    return tuple(accumulate(1 / (n + 3) for n in range(len(vocabulary()))))


def _sentence(chance: random.Random, least: int, most: int) -> str:
    words = chance.choices(vocabulary(), cum_weights=_weights(), k=chance.randint(least, most))
    return " ".join(words).capitalize()


def release(number: int) -> ReleaseText:
    """The release of that number."""
    chance = random.Random(f"{recipe.SEED}/release/{number}")  # noqa: S311
    title = _sentence(chance, 6, 11)
    summary = ". ".join(_sentence(chance, 9, 22) for _ in range(chance.randint(2, 4))) + "."
    fate = "public"
    if number % EVERY_EMBARGOED == EVERY_EMBARGOED - 1:
        fate = "embargoed"
    elif number % EVERY_WITHDRAWN == 7:
        fate = "withdrawn"
    return ReleaseText(
        slug=f"synthetic-release-{number}",
        title=title,
        summary=summary,
        notes=f"{_sentence(chance, 8, 14)}." if chance.random() < 0.3 else "",
        issued=FIRST_DAY + timedelta(days=chance.randrange(DAYS)),
        topic=recipe.TOPICS[chance.randrange(len(recipe.TOPICS))],
        speaker=chance.randrange(SPEAKERS) + 1,
        said=_sentence(chance, 8, 20),
        fate=fate,
    )
