"""Words from before a sentence that a bare number in it needs. No Django.

The verb above a list (“Officers seized:”), the kind of crime that was named before, the words that
letters stand for, the thing that was counted in the sentence before.
"""

from collections.abc import Sequence

from releases.reading.antecedents import COUNTS, Around, counted_before, label_of
from releases.reading.letters import Reading
from releases.reading.parts import Span
from releases.reading.phrases import is_at
from releases.reading.words import Word, word_set, words_of

_FAR = 4_000
_MOST_LINES = 40  # of a list, up to the line that leads in to it
_BODIES = word_set(
    "police force service agency council unit units team office commission authority department"
    " inspectorate board association college partnership"
)
BARE = word_set("offences crimes incidents cases reports offence incident crime case")
_CRIME_HEADS = word_set(
    "crime crimes offending offences theft thefts robbery robberies burglary burglaries violence"
    " assaults shoplifting stalking fraud stabbings rape rapes abuse harassment trafficking arson"
    " spiking slavery exploitation disorder spitting grooming"
)


def lead_of(
    reading: Reading, sentence: Span, around: Around, chosen: Sequence[Word], floor: int
) -> Sequence[Word]:
    """Words before the sentence, or before its clause, that a bare thing needs.

    None stands before ``floor``, where the release begins: another release is about other things.
    """
    if _lacks_thing(chosen, around):
        earlier = words_of(
            reading.plain, max(floor, sentence.start - 240), max(floor, sentence.start)
        )
        thing = counted_before(earlier[-45:], is_wide=True)
        return thing if chosen else thing or label_of(earlier)[-8:]
    if chosen[0].low in BARE and not is_at(chosen, 1, "of"):
        return _kind_of_crime(reading, sentence, around, floor)
    if len(chosen) <= 2 and (method := _method(reading, sentence, around.before, floor)):
        return method
    if len(chosen) <= 3 and not any(word.is_participle for word in chosen):
        return _list_verb(reading, sentence, floor)
    return ()


def _lacks_thing(chosen: Sequence[Word], around: Around) -> bool:
    """“Thirty-one were caught”, “That is 3 percent”: nothing in the sentence is counted."""
    if not chosen:
        return True
    if around.unit not in COUNTS:
        return False
    is_first = not any(word.is_open and not word.is_time for word in around.before)
    return is_first and bool(around.after) and around.after[0].is_be


def _method(reading: Reading, sentence: Span, before: Sequence[Word], floor: int) -> Sequence[Word]:
    """“mobile fingerprint scanning” for “MFS led to 12 arrests”: what the letters stand for.

    They are looked up where the text has them in brackets after their words. Letters that stand
    for a body, which is no method, say nothing of what was counted.
    """
    letters = next((word.text for word in before if _is_letters(word)), "")
    if not letters:
        return ()
    start = max(floor, sentence.start - _FAR)
    named = reading.plain.rfind(f"({letters})", start, sentence.end)
    if named < 0:
        return ()
    words = words_of(reading.plain, max(start, named - 120), named)[-len(letters) :]
    initials = "".join(word.low[0] for word in words)
    if initials != letters.lower() or words[-1].low in _BODIES or words[-1].text[0].isupper():
        return ()
    return words


def _is_letters(word: Word) -> bool:
    return 2 < len(word.text) < 7 and word.text.isalpha() and word.text.isupper()


def _kind_of_crime(reading: Reading, sentence: Span, around: Around, floor: int) -> Sequence[Word]:
    """“hate crime” for “69 offences were recorded”: the nearest that was named before."""
    earlier = words_of(reading.plain, max(floor, sentence.start - 300), max(floor, sentence.start))
    for words in (around.before, earlier):
        for here in range(len(words) - 1, -1, -1):
            if words[here].low not in _CRIME_HEADS:
                continue
            start = here
            while start and here - start < 3 and words[start - 1].is_open:
                start -= 1
            if here > start or words[here].low not in BARE:
                return words[start : here + 1]
    return ()


def _list_verb(reading: Reading, sentence: Span, floor: int) -> Sequence[Word]:
    """“seized” for “• 12 knives” under “Officers seized:”."""
    start = max(floor, sentence.start - 1_200)
    lines = reading.plain[start : max(floor, sentence.start)].split("\n")
    offset = sentence.start - len(lines[-1])
    mark = lines[-1].strip()
    if not mark or any(letter.isalpha() for letter in mark.removesuffix("o")):
        return ()
    for line in reversed(lines[-_MOST_LINES:-1]):
        offset -= len(line) + 1
        ends = line.rstrip()
        if ends.endswith(":"):
            words = words_of(reading.plain, offset, offset + len(ends))[-8:]
            verbs = [word for word in words if word.is_participle or word.is_finite]
            return [word for word in verbs if not word.is_light and not word.is_be][-1:]
        if ends and (ends.lstrip()[0].isalpha() and ends.lstrip()[:2] != "o "):
            break
    return ()
