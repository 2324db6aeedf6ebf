"""The words of a sentence and the classes that a rule can tell them by. No Django.

The classes are the closed ones of English (determiners, prepositions, auxiliaries …) and endings;
all else is open: a noun, an adjective or a verb, told apart by where it stands.
"""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

_TOKEN = re.compile(
    r"[£€$]?\d+(?:[.,]\d+)*(?:[-/][^\W_]+)*[^\W_]*%?"  # 1,672  £3.2m  18-24  3D  29%
    r"|[^\W\d_][^\W_]*(?:['&/.@-][^\W_]+)*"  # a word, with what joins its parts
    r"|\S"
)


def word_set(words: str) -> frozenset[str]:
    """The words of a list that is written as one string."""
    return frozenset(words.split())


DETERMINERS = word_set(
    "the a an this that these those his her its their our my your all both each every any some no"
    " such another other"
)
PREPOSITIONS = word_set(
    "of in on at to from for with without by into onto over under across against among amongst"
    " between through throughout during within towards toward about around per since until till"
    " after before upon via near off despite following alongside above below beyond behind versus"
    " like including excluding than regarding concerning as plus worth out up down"
)
AUXILIARIES = word_set(
    "was were is are be been being am has have had having do does did will would can could may"
    " might must shall should cannot isn't aren't wasn't weren't hasn't haven't hadn't didn't"
)
CONJUNCTIONS = word_set("and or but nor yet & plus")
LINKERS = word_set(
    "who which that whom whose where when while because if although though whereas so how what"
    " why then once unless"
)
PRONOUNS = word_set(
    "it he she they we you i them him us me there here themselves itself himself those these"
)
ADVERBS = word_set(
    "not only just also now still already ever never more most less least even almost nearly too"
    " very again together overall respectively approximately roughly currently alone meanwhile"
    " further later earlier ago"
)
PLACE_ADVERBS = word_set(
    "worldwide nationwide nationally locally overseas abroad globally regionally"
)
# What may stand between a verb or a determiner and the number: hedges and kinds of total.
QUALIFIERS = word_set(
    "over more than nearly almost around about approximately roughly some under fewer less up to at"
    " least as many a the an estimated another further additional just total of in excess only"
    " well record all combined average minimum maximum upwards circa c approx below above exceeding"
    " ~ < > ( + other these those their its his her our shy whopping staggering huge mere every"
    " short just fully equivalent close"
)
STATISTICS = word_set(
    "total number sum average peak maximum minimum range record excess median mean amount figure"
    " high low"
)
TIMES = word_set(
    "seconds minute minutes hour hours day days week weeks weekend weekends fortnight month"
    " months quarter year years decade decades night nights morning afternoon evening today"
    " yesterday tomorrow tonight overnight period time times january february march april june july"
    " august september october november december monday tuesday wednesday thursday friday saturday"
    " sunday spring summer autumn winter christmas easter season date early late last previous past"
    " same recent may lockdown daytime holiday holidays bank christmas festive moment far"
)
NUMBER_WORDS = word_set(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety"
    " hundred thousand million billion dozen half third quarter hundreds thousands millions dozens"
    " several"
)
_IRREGULAR_PLURALS = word_set("people men women children persons police-officers youths mice lives")
_SINGULAR_IN_S = word_set("news series gas bus process access address business crisis analysis")
_NOT_PARTICIPLES = word_set(
    "hundred need speed bed seed weed breed shed feed indeed exceed proceed hatred red sacred"
    " naked wicked succeed agreed-upon embed sled bleed greed creed steed unprecedented so-called"
    " one-third-led biased red-handed"
)
_IRREGULAR_PARTICIPLES = word_set(
    "found taken shot stolen driven given held made seen sent sold shut brought bought cut hurt"
    " laid led left lost met paid put shown spent struck sworn told thrown torn won written"
    " withdrawn begun broken built caught drawn done gone known hidden grown bitten beaten fed"
    " fought split handed kept set run read underway taught worn rung lent forgotten frozen cast"
    " hit"
)
_PAST_TENSES = word_set(
    "took saw gave said rode swept came rose fell went got ran became began drove grew threw wrote"
    " spoke stole"
    " broke chose hid withdrew drew stood froze underwent"
)
_PRESENTS = word_set(
    "seize arrest recover charge visit attend identify convict jail safeguard remove disrupt"
    " execute search stop find take make see lead hold face faces remain remains continue continues"
    " show shows include includes represent represents account accounts receive receives fall falls"
    " rise rises increase increases decrease decreases drop drops close closes issue issues say"
    " says plead pleads help helps carry carries deploy deploys go goes come comes come get gets"
    " give gives become becomes report reports believe believes feel feels live lives admit admits"
    " involve involves relate relates result results seizes arrests recovers charges identifies"
    " seem occur occurs happen happens measure handle handles"
)
_LIGHT = word_set(
    "made make makes making saw see sees seeing seen led lead leads leading resulted result results"
    " resulting took take takes taking had came come comes totalled totalling included include"
    " includes involved gave give gives giving reached reaching stood amounted amounting compared"
    " said saying having brought brings bringing numbered numbering netted used equates helped"
    " helps helping estimated averaged remained remains show shows suggest suggests"
)
_BE = word_set("was were is are been being be has have had will would can could should")
_NOT_INGS = word_set(
    "ring king thing things wing string sing bring spring during morning evening wedding nothing"
    " something anything everything sterling ceiling sibling building meeting hearing warning"
    " crossing briefing training driving shoplifting trafficking stalking offending grooming"
    " laundering policing fishing clothing housing funding killing shooting stabbing setting"
    " finding gathering burning smuggling dealing hacking phishing bullying drink-driving"
    " drug-driving speeding poaching dumping tipping racing parking wellbeing being sentencing"
)


@dataclass(frozen=True)
class Word:
    """A word, a number or one mark of a sentence, and where it stands in the text."""

    text: str
    start: int
    end: int

    @cached_property
    def low(self) -> str:
        return self.text.lower()

    @cached_property
    def is_number(self) -> bool:
        """A number in digits or words; “3D” and “Class-1” are words."""
        digits = self.text.lstrip("£€$")
        if digits in {"999", "101", "111"}:
            return False  # “999 calls”
        if digits[:1].isdigit():
            return re.fullmatch(r"\d+[A-Z][A-Za-z]*", digits) is None or self.text != digits
        return self.low in NUMBER_WORDS or (
            "-" in self.low and self.low.split("-")[0] in NUMBER_WORDS and self._is_tens()
        )

    def _is_tens(self) -> bool:
        return all(part in NUMBER_WORDS for part in self.low.split("-"))

    @cached_property
    def is_word(self) -> bool:
        return self.text[0].isalnum()

    @cached_property
    def is_mark(self) -> bool:
        return not self.is_word and self.text[0] not in "£€$"

    @cached_property
    def is_closed(self) -> bool:
        """A word of a closed class, which no noun phrase has inside it."""
        low = self.low
        return (
            (low in DETERMINERS and self.text != "A")
            or low in PREPOSITIONS
            or low in AUXILIARIES
            or low in CONJUNCTIONS
            or low in LINKERS
            or low in PRONOUNS
            or low in {"percent", "cent", "percentage"}
            or self.is_adverb
        )

    @cached_property
    def is_adverb(self) -> bool:
        low = self.low
        if low in ADVERBS or low in PLACE_ADVERBS:
            return True
        return low.endswith("ly") and low not in {
            "family", "assembly", "supply", "elderly", "early", "weekly", "daily", "monthly",
            "yearly", "likely", "friendly", "anomaly", "reply", "bully", "ally", "july", "deadly",
            "hourly", "quarterly", "family-only", "costly", "lonely", "unlikely", "italy",
        }  # fmt: skip

    @cached_property
    def is_open(self) -> bool:
        """It may stand inside a noun phrase."""
        return self.is_word and not self.is_number and not self.is_closed

    @cached_property
    def is_plural(self) -> bool:
        low = self.low
        if low in _IRREGULAR_PLURALS or low.endswith(("men", "people", "children")):
            return True
        return (
            len(low) > 3
            and low.endswith("s")
            and not low.endswith(("ss", "us", "is", "'s"))
            and low not in _SINGULAR_IN_S
        )

    @cached_property
    def is_participle(self) -> bool:
        """“seized”, “found”: past tense or participle, which English seldom tells apart."""
        low = self.low
        if low in _IRREGULAR_PARTICIPLES:
            return True
        return len(low) > 4 and low.endswith("ed") and low not in _NOT_PARTICIPLES

    @cached_property
    def is_ing(self) -> bool:
        """“carrying”, but not what has become a noun or a preposition."""
        low = self.low
        return (
            len(low) > 4
            and low.endswith("ing")
            and low not in _NOT_INGS
            and low not in PREPOSITIONS
        )

    @cached_property
    def is_past(self) -> bool:
        """“took”: a form that only a past tense has."""
        return self.low in _PAST_TENSES

    @cached_property
    def is_finite(self) -> bool:
        """A past tense, or one of policing's own verbs in the present."""
        return self.is_past or self.low in _PRESENTS

    @cached_property
    def is_light(self) -> bool:
        """A verb that says only that there was such a number: “made”, “led to”, “totalled”."""
        return self.low in _LIGHT

    @cached_property
    def is_be(self) -> bool:
        """What a passive or a perfect is made with."""
        return self.low in _BE

    @cached_property
    def is_time(self) -> bool:
        low = self.low.removesuffix("'s").removesuffix("'")
        if low == "may":
            return self.text[0] == "M"
        if low in TIMES or (len(low) == 4 and low[:2] in {"19", "20"} and low.isdigit()):
            return True
        return low[:4].isdigit() and low[:2] in {"19", "20"} and low[4:5] in {"/", "-"}


@lru_cache(maxsize=8)
def words_of(plain: str, start: int, end: int) -> tuple[Word, ...]:
    """The words and marks of a stretch of the folded text; a sentence has many numbers, so kept."""
    return tuple(Word(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(plain, start, end))
