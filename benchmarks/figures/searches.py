"""What readers search for in the synthetic releases and figures. Pure, no Django."""

import random
from collections.abc import Sequence

from benchmarks.figures import recipe, words


def queries(size: int, forces: Sequence[str]) -> list[tuple[str, str]]:
    """200 searches with their kinds: words, phrases, typing errors, numbers, figures by name."""
    chance = random.Random(f"{recipe.SEED}/queries")  # noqa: S311
    plans, last = recipe.metrics(size), recipe.small_releases(size)
    listed = words.vocabulary()

    def title() -> list[str]:
        return words.release(chance.randrange(last)).title.split()

    return [
        *(("word", chance.choice(listed[: chance.choice((60, 600, 6_000))])) for _ in range(60)),
        *(("two words", " ".join(chance.sample(listed[:400], 2))) for _ in range(30)),
        *(("phrase", _two_neighbours(chance, title())) for _ in range(40)),
        *(("typing error", _mistyped(chance, chance.choice(listed[60:3_000]))) for _ in range(20)),
        *(("number", _number(chance, chance.choice(plans), forces)) for _ in range(30)),
        *(("figures", _by_name(chance, chance.choice(plans), forces)) for _ in range(20)),
    ]


def _two_neighbours(chance: random.Random, title: list[str]) -> str:
    start = chance.randrange(len(title) - 1)
    return f'"{" ".join(title[start : start + 2])}"'


def _number(chance: random.Random, plan: recipe.MetricPlan, forces: Sequence[str]) -> str:
    figure = next(recipe.figures(plan, [chance.choice(forces)], range(120, 121)))
    return f"£{figure.value}" if plan.unit == "GBP" else f"{figure.value:,}"


def _by_name(chance: random.Random, plan: recipe.MetricPlan, forces: Sequence[str]) -> str:
    return f"{plan.counted} {chance.choice(forces).replace('-', ' ')}"


def _mistyped(chance: random.Random, word: str) -> str:
    """Two neighbouring letters change places."""
    at = chance.randrange(1, len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
