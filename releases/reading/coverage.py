"""What each figure covers or leaves out: forces, nations, places, and what “is not included”.

From its own sentence, else its paragraph or list, else the release's title and lead. Under a
heading that names a force or a unit, figures are that unit's; “This does not include …” travels
with every figure of its list and section. No Django. Authority: the words of the release.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from releases.reading.case_headings import case_of
from releases.reading.days import month_number, weekday_number
from releases.reading.form import sentences
from releases.reading.leads import leads_of
from releases.reading.letters import Reading, folded
from releases.reading.one_line import OneLine
from releases.reading.parts import Basis, Form, Section, SectionKind, Span, StatedCoverage
from releases.reading.rows_by_place import rows_by_place
from releases.reading.words import word_set


class _Kind(IntEnum):
    """What words of coverage name; in another sentence than the figure's the first counts."""

    EXCLUSION = 0
    FORCES = 1
    NATION = 2
    FORCE = 3
    PLACE = 4
    BY_FORCES = 5
    CASE = 6


@dataclass(frozen=True)
class _Scope:
    start: int
    end: int
    kind: _Kind
    travels: bool = False  # an exclusion said of “this” or “the figures”


# --- the words

_NUMBER = r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen)"
_NATION = (
    r"(?:the UK|UK|the United Kingdom|United Kingdom|Great Britain|Britain|England|Wales|Scotland"
    r"|Northern Ireland|the Channel Islands|the Isle of Man)\b"
)
_NATIONS = rf"{_NATION}(?:(?:, and |, | and | & ){_NATION}){{0,4}}"
_NAME = r"[A-Z](?:[\w&-]|'(?!s\b)){1,30}"
_ORGANISATION = (
    r"(?:Police Service of Northern Ireland|Police Service"
    r"|Transport Police|Police|Constabulary|Crime Agency|Border Force|Operations Unit"
    r"|Organised Crime Unit|Organised Crime Units|Fire and Rescue Service)\b"
)
_FIGURES_WORD = (
    r"(?i:this|these|it|they"
    r"|(?:these |the |all )?(?:figures?|data|totals?|numbers?|statistics|results))"
)
# A pattern is tried only on a section that has a word which it needs.
_CUES = {
    _Kind.EXCLUSION: re.compile(r"(?i:includ|exclud|except|apart from|count|cover|omit|leav)"),
    _Kind.FORCES: re.compile(r"(?i:force|counties|constabular|rocus|units|boroughs?|regions?)"),
    _Kind.NATION: re.compile(
        r"(?:UK|Kingdom|Brit|England|Wales|Scotland|Ireland|Channel|Man\b)"
        r"|(?i:national|nation|country|wide|global|policing)"
    ),
    _Kind.FORCE: re.compile(
        r"(?:Police|Constab|Agency|Border|Unit|Rescue|The [A-Z])|same|said|(?i:the (?:force|const))"
    ),
    _Kind.PLACE: re.compile(r"(?i:\b(?:in|across|throughout|within|around|over) )"),
    _Kind.BY_FORCES: re.compile(r"forces"),
}
_PATTERNS: tuple[tuple[_Kind, bool, re.Pattern[str]], ...] = (
    (
        _Kind.EXCLUSION,
        True,
        re.compile(
            rf"\b{_FIGURES_WORD}(?: [a-z]+){{0,6}}? (?:(?:do|does|did) not (?:include|cover|count)"
            r"|excludes?|omits?|leaves? out)\b"
            r"(?:(?!, (?:and|but|which|as|although|though|while|so) )[^.;\n]){1,200}"
        ),
    ),
    (
        _Kind.EXCLUSION,
        True,
        re.compile(r"\b[A-Z][^.;,\n]{2,100} (?:is|are|was|were) (?:not included|excluded)\b"),
    ),
    (
        _Kind.EXCLUSION,
        False,
        re.compile(
            r"\b(?i:excluding|excludes|not including|not counting|with the exception of"
            r"|except(?: for| in)?|apart from)"
            rf" (?!{_NUMBER}\b|that\b|when\b|where\b|to\b|if\b)[^.;:,()\n]{{2,120}}"
        ),
    ),
    (
        _Kind.FORCES,
        False,
        re.compile(
            r"(?<![\w/-])(?:(?i:across|in|by|from|involving) )?"
            rf"(?i:all|most|some|both|every|half|many|several|other|the|{_NUMBER}"
            r"|a (?:group|number|handful|majority|quarter|third) of)"
            rf"(?i:(?: of)?(?: the)?(?: {_NUMBER})?)"
            r"(?: (?:UK|British|English|Welsh|Scottish|territorial|participating|different|police"
            r"|local|regional|Home Office)){0,3}"
            r" (?i:forces|(?<=every )force|constabularies|counties|Regional Organised Crime Units"
            r"|ROCUs|boroughs|regions)\b"
            rf"(?: \(ROCUs?\))?(?: (?:in|across) {_NATIONS})?"
        ),
    ),
    (
        _Kind.NATION,
        False,
        re.compile(
            rf"\b(?i:across|in|throughout|around|within|covering|over|for) {_NATIONS}(?!')"
            rf"|\b{_NATION}(?:, and |, | and | & ){_NATIONS}(?!')"
            r"|\b(?i:nationally|nationwide|countrywide|UK-wide|worldwide|globally|internationally)\b"
            r"|\b(?i:across|around|throughout|up and down) (?i:the country|the nation|policing)\b"
            r"|\b(?i:national)(?= (?:total|figure|number|average|picture|rate|data)\w{0,1}\b)"
        ),
    ),
    (
        _Kind.FORCE,
        False,
        re.compile(
            rf"\b(?!(?:An|In|The|At|On|For|By|As|And|With|From) |HM |[A-Z]\w{{2,20}} of Constab)"
            rf"(?:{_NAME} (?:(?:and|of|&) )?){{1,5}}{_ORGANISATION}"
            r"(?! (?:and|&) Crime Comm| Chiefs?\b| Federation| Foundation)(?: area)?"
            r"|\bPolice Scotland\b"
        ),
    ),
    (
        _Kind.FORCE,  # by its short name: “The Force has …”
        False,
        re.compile(
            r"(?:^|(?<=[.!?] ))The (?!Government|Minister|Commissioner|Chief|Chair|King|Queen|Home)"
            r"[A-Z][a-z]{2,12}(?= (?:is|are|was|were|has|have|had|will|made|seized|arrested)\b)"
        ),
    ),
    (
        _Kind.FORCE,
        False,
        re.compile(r"\b[Tt]he (?:(?:same|said) (?:force|unit|constabulary)|force|constabulary)\b"),
    ),
    (
        _Kind.PLACE,
        False,
        re.compile(
            r"\b(?:(?:[Ii]n|[Aa]cross|[Tt]hroughout|[Ww]ithin|[Aa]round|[Oo]ver) )(?:the )?"
            rf"{_NAME}(?:(?: and | of | upon |, | ){_NAME}){{0,5}}(?: area| region)?"
        ),
    ),
    (_Kind.BY_FORCES, False, re.compile(r"\bby (?:police )?forces\b")),
)
_LEANING = re.compile(r"the (?:same|said|force|constabulary)\b", re.IGNORECASE)
_THE_FORCE = re.compile(r"the (?:force|constabulary)\b", re.IGNORECASE)
# Words with a capital after “in” that are no places.
_NO_PLACE = word_set(
    """operation op class phase project act section parliament crown court chief detective
    superintendent inspector sergeant constable commander custody tier type category level schedule
    part annex table figure fy q1 q2 q3 q4 christmas easter god english french crime police mr mrs
    ms dr sir pc dc covid ai cctv dna nhs gdp"""
)
_IS_FORCE = re.compile(r"\b(?:Police|Constabulary|Constabularies)\b")
_NATIONAL = re.compile(r"\b(?:National|Council|Office|Inspectorate|Commissioner|Department)\b")
_SPEECH = re.compile(r"^\W{0,3}\"|\b(?:said|says|added|adds|explained|explains|commented)\W{0,3}$")


def coverages_of(
    reading: Reading, form: Form, spans: Sequence[Span]
) -> list[StatedCoverage | None]:
    """For each figure's span what it covers or leaves out, None where the text does not say."""
    known = _Known(reading, form)
    return [known.coverage(span) for span in spans]


# --- what each place of a release names


@dataclass(frozen=True)
class _Place:
    """A section (or the title): its sentences with what they name, and its block and case."""

    section: Section
    sentences: tuple[tuple[Span, tuple[_Scope, ...]], ...]
    block: int
    case: Span | None
    starts: tuple[int, ...]
    leads: tuple[int, ...]


def _scopes(reading: Reading, section: Section) -> list[_Scope]:
    """Every coverage that a section names, in its order; where two overlap, the stronger."""
    line = OneLine.of(reading.plain, section.start, section.end)
    cued = {kind for kind, cue in _CUES.items() if cue.search(line.plain)}
    found = [
        (kind, match.start(), match.end(), travels)
        for kind, travels, pattern in _PATTERNS
        if kind in cued
        for match in pattern.finditer(line.plain)
        if kind is not _Kind.PLACE or _is_place(match[0])
    ]
    taken = bytearray(len(line.plain))
    scopes: list[_Scope] = []
    for kind, start, end, travels in sorted(found, key=_strength):
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            scopes.append(_Scope(line.at(start), line.end_at(end), kind, travels))
    return sorted(scopes, key=lambda scope: scope.start)


def _strength(found: tuple[_Kind, int, int, bool]) -> tuple[bool, int, _Kind]:
    """What counts first where two overlap: an exclusion, then the one with more words."""
    kind, start, end, _ = found
    return kind is not _Kind.EXCLUSION, start - end, kind


def _is_place(words: str) -> bool:
    named = re.findall(r"[A-Z][\w'&.-]*", words.split(" ", 1)[1] if " " in words else "")
    return bool(named) and not any(
        word.lower().strip(".") in _NO_PLACE
        or month_number(word.strip(".")) is not None
        or weekday_number(word.strip(".")) is not None
        for word in named[:1]
    )


def _places(reading: Reading, form: Form) -> list[_Place]:
    title = Section(SectionKind.HEADING, form.title.start, form.title.end)
    sections = [title, *form.sections]
    places: list[_Place] = []
    block, case = 0, None
    leads = leads_of(sections)
    for number, section in enumerate(sections):
        words = reading.plain[section.start : section.end].strip()
        is_lead_in = words.endswith(":")  # of a list, however like a heading it is set
        if section.kind is SectionKind.HEADING and number and not is_lead_in:
            block += 1
            case = case_of(reading, section)
        elif section.kind is SectionKind.PARAGRAPH and _SPEECH.search(words):
            block += 1
        held = _by_sentence(reading, section, _scopes(reading, section))
        places.append(
            _Place(section, held, block, case, tuple(one.start for one, _ in held), leads[number])
        )
    return places


def _by_sentence(
    reading: Reading, section: Section, scopes: Sequence[_Scope]
) -> tuple[tuple[Span, tuple[_Scope, ...]], ...]:
    spans = sentences(reading, section) or [Span(section.start, section.end)]
    starts = [span.start for span in spans]
    held: list[list[_Scope]] = [[] for _ in spans]
    for scope in scopes:
        held[max(0, bisect_right(starts, scope.start) - 1)].append(scope)
    return tuple((span, tuple(mine)) for span, mine in zip(spans, held, strict=True))


def _publisher(reading: Reading, form: Form) -> _Scope | None:
    """The force that publishes, whose figures are of its own area where the text says no more."""
    if not _IS_FORCE.search(form.publisher) or _NATIONAL.search(form.publisher):
        return None
    start = reading.plain.find(folded(form.publisher), form.start, form.end)
    return _Scope(start, start + len(form.publisher), _Kind.FORCE) if start >= 0 else None


# --- the choice for one figure

_FARTHER = {_Kind.FORCE: 20, _Kind.PLACE: 10, _Kind.BY_FORCES: 15}
_BEFORE_THE_FIGURE = 10
_NEW_CLAUSE = re.compile(r" - |\u2014|;|: ")
_ANOTHER_CLAUSE = 80
_THE_FORCE_FARTHER = 150
_LEAD = 3
_SECTIONS_BACK = 2
# What a paragraph may say for the one after it as well.
_WIDE = frozenset({_Kind.FORCES, _Kind.NATION, _Kind.FORCE})
# Words further off than this say nothing of a figure, and looking on would take for ever.
_SENTENCES_AWAY = 12
_SCOPES_AWAY = 8
_OF_A_PART = re.compile(
    r"\b(?:ranging|ranged|varying|varied|including|among them|of (?:which|them|these))\b[^.!?]*$"
)
_A_PART_AWAY = 160


class _Known:
    """What is known of a whole release's coverage, to ask for one figure after another."""

    def __init__(self, reading: Reading, form: Form) -> None:
        self._reading = reading
        self._places = _places(reading, form)
        self._order = sorted(
            range(len(self._places)), key=lambda number: self._places[number].section.start
        )
        self._starts = [self._places[number].section.start for number in self._order]
        self._forces = [
            scope for scope in self._all() if scope.kind is _Kind.FORCE and not self._leans(scope)
        ]
        self._force_starts = [scope.start for scope in self._forces]
        # The first of a block, and the first of the notes, which speak of every figure.
        self._exclusions = dict(reversed([*self._travelling(in_notes=False)]))
        self._of_notes = next((scope for _, scope in self._travelling(in_notes=True)), None)
        self._case_places = dict(self._places_of_cases())
        self._rows = list(rows_by_place(reading, form))
        self._row_starts = [line.start for line, _ in self._rows]
        self._publisher = _publisher(reading, form)
        self._of_release = self._main() or self._publisher
        title = self._places[0].section
        self._is_national = (
            self._of_release is not None
            and self._of_release.kind is _Kind.NATION
            and self._of_release.end <= title.end
        )

    def coverage(self, span: Span) -> StatedCoverage | None:
        at = bisect_right(self._starts, span.start) - 1
        if at < 0:
            return None
        number = self._order[at]
        exclusion = self._exclusion(number)
        if exclusion is not None and self._is_in(exclusion, span):
            exclusion = None
        found = self._nearest(number, span)
        if found is not None and found[0].kind is _Kind.EXCLUSION:
            return self._with_place(found[0], number, span)
        if found is not None:
            return self._stated(*found, exclusion)
        return self._stated(exclusion, Basis.PARAGRAPH) if exclusion else None

    def _with_place(self, exclusion: _Scope, number: int, span: Span) -> StatedCoverage:
        """An exclusion of the figure's own sentence, added to the place that it is left out of."""
        place = self._places[number]
        index = max(0, bisect_right(place.starts, span.start) - 1)
        own = [one for one in place.sentences[index][1] if one.kind is not _Kind.EXCLUSION]
        if found := self._in_sentence(own, span):
            return self._stated(found, Basis.SENTENCE, exclusion)
        if self._of_release is not None and place.case is None:
            return self._stated(self._of_release, Basis.RELEASE, exclusion)
        return self._stated(exclusion, Basis.SENTENCE)

    def _nearest(self, number: int, span: Span) -> tuple[_Scope, Basis] | None:
        if (row := self._row(span)) is not None:
            return row, Basis.SENTENCE
        place = self._places[number]
        index = max(0, bisect_right(place.starts, span.start) - 1)
        own = self._in_sentence(place.sentences[index][1], span)
        if own and (place.case is None or own.kind is _Kind.EXCLUSION):
            return own, Basis.SENTENCE
        if place.case is not None:
            return _Scope(place.case.start, place.case.end, _Kind.CASE), Basis.PARAGRAPH
        if near := self._in_paragraph(number, index):
            return near, Basis.PARAGRAPH
        if self._of_release is None or self._is_in(self._of_release, span):
            return None
        return self._of_release, Basis.RELEASE

    def _row(self, span: Span) -> _Scope | None:
        """The place of the row of a table or a list that a figure stands in."""
        at = bisect_right(self._row_starts, span.start) - 1
        if at < 0 or span.start >= self._rows[at][0].end:
            return None
        place = self._rows[at][1]
        return _Scope(place.start, place.end, _Kind.PLACE)

    def _in_sentence(self, scopes: Sequence[_Scope], span: Span) -> _Scope | None:
        index = bisect_left(scopes, span.start, key=lambda scope: scope.start)
        usable = [
            scope
            for scope in scopes[max(0, index - _SCOPES_AWAY) : index + _SCOPES_AWAY]
            if not (scope.kind is _Kind.FORCES and self._is_in(scope, span))
            and not self._is_of_a_part(scope, span)
        ]
        return min(usable, key=lambda scope: self._distance(scope, span), default=None)

    def _is_in(self, scope: _Scope, span: Span) -> bool:
        return scope.start < span.end and span.start < scope.end

    def _is_of_a_part(self, scope: _Scope, span: Span) -> bool:
        """Whether a place after the figure is that of a part of it: “…, ranging from 5 in …”."""
        is_near = 0 <= scope.start - span.end <= _A_PART_AWAY
        return is_near and self._names_a_part(scope, span.end)

    def _names_a_part(self, scope: _Scope, after: int = 0) -> bool:
        """Whether words before a place (but ``after`` there) say that a part is meant."""
        if scope.kind not in (_Kind.PLACE, _Kind.FORCE):
            return False
        start = max(after, scope.start - _A_PART_AWAY)
        return bool(_OF_A_PART.search(self._reading.plain[start : scope.start]))

    def _distance(self, scope: _Scope, span: Span) -> int:
        after = scope.start >= span.end
        between = (span.end, scope.start) if after else (scope.end, span.start)
        away = max(0, between[1] - between[0]) + _FARTHER.get(scope.kind, 0)
        if self._is_the_force(scope):
            away += _THE_FORCE_FARTHER
        if _NEW_CLAUSE.search(self._reading.plain, *between):
            away += _ANOTHER_CLAUSE
        return away if after else away + _BEFORE_THE_FIGURE

    def _in_paragraph(self, number: int, index: int) -> _Scope | None:
        place = self._places[number]
        for scopes in self._around(place, index):
            if carried := [scope for scope in scopes if self._carries(scope)]:
                return min(carried, key=lambda scope: scope.kind)
        first = min(place.leads, default=number)
        for back in range(first - 1, max(0, first - 1 - _SECTIONS_BACK), -1):
            if self._places[back].section.kind is SectionKind.HEADING:
                break
            for _, scopes in reversed(self._places[back].sentences[-_SENTENCES_AWAY:]):
                if wider := [one for one in scopes if one.kind in _WIDE and self._carries(one)]:
                    return min(wider, key=lambda scope: scope.kind)
        return None

    def _carries(self, scope: _Scope) -> bool:
        """Whether what one sentence names may be for the figures of another.

        In a release whose title names nations a force is of its own sentence alone; so is what a
        sentence leaves out, unless it is said of “the figures”.
        """
        if scope.kind is _Kind.EXCLUSION:
            return scope.travels
        if self._is_the_force(scope) or self._names_a_part(scope):
            return False
        return not self._is_national or scope.kind is _Kind.NATION

    def _around(self, place: _Place, index: int) -> Iterator[Sequence[_Scope]]:
        """What the sentences of the paragraph and of its lead-in name, nearest first."""
        before = place.sentences[max(0, index - _SENTENCES_AWAY) : index]
        after = place.sentences[index + 1 : index + 1 + _SENTENCES_AWAY]
        for _, scopes in (*reversed(before), *after):
            yield scopes
        for lead in place.leads:
            for _, scopes in reversed(self._places[lead].sentences[-_SENTENCES_AWAY:]):
                yield scopes

    # --- exclusions that travel

    def _travelling(self, *, in_notes: bool) -> Iterator[tuple[int, _Scope]]:
        """The exclusions said of “this” or “the figures”, with the block that each stands in."""
        for place in self._places:
            for _, scopes in place.sentences if place.section.in_notes or not in_notes else ():
                for scope in scopes:
                    if scope.kind is _Kind.EXCLUSION and scope.travels:
                        yield place.block, scope

    def _exclusion(self, number: int) -> _Scope | None:
        """The exclusion that travels with the figures of this section, if there is one."""
        place = self._places[number]
        if found := self._exclusions.get(place.block):
            return found
        if number == 0:
            return next(iter(self._exclusions.values()), None)
        return self._of_notes if place.case is None else None

    def _places_of_cases(self) -> Iterator[tuple[int, str]]:
        """Where a case stands in the text, and where it took place if it names one place only."""
        named: dict[int, set[str]] = {}
        for place in self._places:
            for _, scopes in place.sentences if place.case else ():
                for scope in scopes:
                    if place.case and scope.kind is _Kind.PLACE:
                        words = self._reading.words(scope.start, scope.end)
                        named.setdefault(place.case.start, set()).add(words)
        for start, words_of_places in named.items():
            if len(words_of_places) == 1:
                yield start, words_of_places.pop()

    # --- the whole release

    def _all(self) -> Iterator[_Scope]:
        for number in self._order:
            for _, scopes in self._places[number].sentences:
                yield from scopes

    def _leans(self, scope: _Scope) -> bool:
        return scope.kind is _Kind.FORCE and bool(_LEANING.match(self._reading.plain, scope.start))

    def _is_the_force(self, scope: _Scope) -> bool:
        """“the force”, of a release that has named it: only its own sentence's figures are its."""
        return scope.kind is _Kind.FORCE and bool(
            _THE_FORCE.match(self._reading.plain, scope.start)
        )

    def _main(self) -> _Scope | None:
        """The first coverage that the title, or else the lead, names."""
        paragraphs = 0
        for place in self._places:
            paragraphs += place.section.kind is SectionKind.PARAGRAPH
            if paragraphs > _LEAD or place.case is not None or place.section.in_notes:
                break
            if place.section.kind is SectionKind.BULLET:
                continue
            for _, scopes in place.sentences:
                if said := [scope for scope in scopes if self._may_be_main(scope)]:
                    return min(said, key=lambda scope: scope.kind)
        return None

    def _may_be_main(self, scope: _Scope) -> bool:
        """All but exclusions, and the publisher's own name: where it works says more."""
        if scope.kind is _Kind.EXCLUSION or self._is_the_force(scope) or self._names_a_part(scope):
            return False
        if scope.kind is not _Kind.FORCE or self._publisher is None:
            return True
        words = self._reading.words(scope.start, scope.end)
        return words != self._reading.words(self._publisher.start, self._publisher.end)

    def _stated(
        self, scope: _Scope, basis: Basis, exclusion: _Scope | None = None
    ) -> StatedCoverage:
        words = self._reading.words(scope.start, scope.end)
        if self._leans(scope):
            before = bisect_right(self._force_starts, scope.start) - 1
            named = self._forces[before] if before >= 0 else self._publisher
            if self._is_the_force(scope):
                named = self._publisher or named
            if named is not None:
                name = self._reading.words(named.start, named.end)
                words, scope = (
                    (f"{words} ({name})", scope) if self._is_the_force(scope) else (name, named)
                )
        if scope.kind is _Kind.CASE and scope.start in self._case_places:
            words += "; " + self._case_places[scope.start]
        if exclusion is not None:
            words += "; " + self._reading.words(exclusion.start, exclusion.end)
        return StatedCoverage(words, basis, scope.start, scope.end)
