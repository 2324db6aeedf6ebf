"""How likely a stated figure is one of a metric, category or operation. Plain data, no Django.

Words are compared by their stems, crudely: endings of plurals and of verbs are cut off, so that
“people arrested” is like “arrests”. Rare words count for more than common ones.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

_WORD = re.compile(r"[a-z]{2,40}")
_COMMON = frozenset(
    {"the", "of", "and", "in", "for", "to", "by", "with", "on", "at", "from", "were", "was",
     "are", "is", "been", "be", "have", "has", "had", "who", "which", "that", "this", "these",
     "those", "their", "its", "a", "an", "as", "more", "than", "over", "about", "into", "during",
     "across", "all", "no", "not", "per", "out", "up", "made", "number", "total", "figure",
     "figures"}
)  # fmt: skip
_ENDINGS = ("ations", "ation", "ings", "ing", "ies", "ers", "er", "ed", "es", "s", "y", "e")
SHORTEST_STEM = 4

# A past choice for the very same words counts for a little less than the metric's whole name.
WEIGHT_OF_PAST = 0.85
# A metric's words count so much more than what else the release says; words that no metric has
# (“took place”) hardly count.
WEIGHT_OF_NAME = 0.7
WEIGHT_OF_UNKNOWN = 0.3
# From this score on the likeliest metric is filled in for a person to accept.
LIKELY = 0.25
# From this share of common words on, what else was chosen for the words is filled in too.
SURE_ENOUGH = 0.45
MOST_OFFERED = 5


def stems(words: str) -> frozenset[str]:
    """The stems of the words that carry meaning."""
    found = _WORD.findall(words.casefold())
    return frozenset(_stem(word) for word in found if word not in _COMMON)


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word[: -len(ending)]
    return word


@dataclass(frozen=True)
class Known:
    """A metric as it can be recognised: ``words`` are its name and what it counts."""

    pk: int
    words: str
    unit: str
    dimension: int | None = None


@dataclass(frozen=True)
class Past:
    """What was chosen for earlier words: rows by the name of the field that holds them."""

    words: str
    chosen: Mapping[str, int | None]


@dataclass(frozen=True)
class Scored:
    pk: int
    score: float


@dataclass
class Likeness:
    """Metrics and past choices, made ready to be asked about many figures."""

    metrics: Sequence[Known]
    past: Sequence[Past]
    _weights: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._of_metric = {metric.pk: stems(metric.words) for metric in self.metrics}
        self._of_past = [stems(one.words) for one in self.past]
        self._places: dict[str, list[int]] = {}
        for place, found in enumerate(self._of_past):
            for stem in found:
                self._places.setdefault(stem, []).append(place)
        self._weights.update(stem for found in self._of_metric.values() for stem in found)

    def metrics_for(self, what: str, units: frozenset[str]) -> list[Scored]:
        """The likeliest metrics, best first, of those in one of ``units``."""
        wanted = stems(what)
        past = self._past_metrics(wanted)
        scored = [
            Scored(metric.pk, max(self._named(wanted, self._of_metric[metric.pk]),
                                  past.get(metric.pk, 0.0) * WEIGHT_OF_PAST))
            for metric in self.metrics
            if metric.unit in units
        ]  # fmt: skip
        likely = [one for one in scored if one.score > 0]
        return sorted(likely, key=lambda one: (-one.score, one.pk))[:MOST_OFFERED]

    def chosen_before(self, what: str, metric: int) -> Mapping[str, int | None]:
        """What was chosen beside the metric for the likest words before; empty if never."""
        wanted = stems(what)
        best = SURE_ENOUGH
        found: Mapping[str, int | None] = {}
        for place in self._near(wanted):
            past = self.past[place]
            if past.chosen.get("metric") != metric:
                continue
            alike = self._alike(wanted, self._of_past[place])
            if alike >= best:
                best, found = alike, past.chosen
        return found

    def _past_metrics(self, wanted: frozenset[str]) -> dict[int, float]:
        best: dict[int, float] = {}
        for place in self._near(wanted):
            metric = self.past[place].chosen.get("metric")
            if metric is not None:
                alike = self._alike(wanted, self._of_past[place])
                best[metric] = max(best.get(metric, 0.0), alike)
        return best

    def _near(self, wanted: Iterable[str]) -> list[int]:
        """Places of the past choices that share a word, oldest first."""
        return sorted({place for stem in wanted for place in self._places.get(stem, ())})

    def _named(self, wanted: frozenset[str], name: frozenset[str]) -> float:
        """How much of a metric's words is said, less for other metrics' words said beside them."""
        if not wanted or not name:
            return 0.0
        known = [stem for stem in wanted if self._weights[stem]]
        said = self._weight(known) + WEIGHT_OF_UNKNOWN * (len(wanted) - len(known))
        whole = WEIGHT_OF_NAME * self._weight(name) + (1 - WEIGHT_OF_NAME) * said
        return self._weight(wanted & name) / whole

    def _alike(self, wanted: frozenset[str], other: frozenset[str]) -> float:
        """The weight of the words in common, as a share of all: 1 for the same words."""
        if not wanted or not other:
            return 0.0
        common = self._weight(wanted & other)
        return 2 * common / (self._weight(wanted) + self._weight(other))

    def _weight(self, found: Iterable[str]) -> float:
        return sum(1 / (1 + math.log1p(self._weights[stem])) for stem in found)


def named_in(words: str, names: Mapping[int, str]) -> int | None:
    """The row whose name stands in the words: the longest name, None where there is none.

    Names are compared whole and without regard to capitals.
    """
    plain = f" {' '.join(re.findall(r'[a-z0-9&]+', words.casefold()))} "
    best: tuple[int, int] | None = None
    for pk, name in names.items():
        wanted = " ".join(re.findall(r"[a-z0-9&]+", name.casefold()))
        if wanted and f" {wanted} " in plain and (best is None or len(wanted) > best[0]):
            best = (len(wanted), pk)
    return None if best is None else best[1]


def like_category(words: str, names: Mapping[int, str]) -> int | None:
    """The category whose every word is among the words, the longest name first."""
    found = stems(words)
    fitting = [
        (len(name), pk) for pk, name in names.items() if stems(name) and stems(name) <= found
    ]
    return max(fitting)[1] if fitting else None
