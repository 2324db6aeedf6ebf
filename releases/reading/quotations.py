"""Who said what: the quotations of a release and their speakers. No Django.

British press offices open every paragraph of a quotation with a mark and close the last one
only; this is read, and so is what happens to it in practice: a mark that is missing, of the wrong
kind or set after each paragraph. Words that are quoted for what they are (a plan's title, slang)
are nobody's quotation: short ones count where the sentence says that somebody said them.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from releases.reading.form import sentences
from releases.reading.letters import Reading
from releases.reading.parts import Form, ReadQuotation, Section, SectionKind, Span
from releases.reading.speakers import NOBODY, Cast, Speaker, is_somebody, mentions, named, resolved
from releases.reading.words import word_set

# How far a closing mark is looked for in paragraphs that lack their opening ones.
PARAGRAPHS_AHEAD = 6
# How far words about a quotation are looked for before or after it.
REACH = 400
# How soon after the words somebody is said to have said them.
_SAID_WITHIN = 60
SPEAKER_LINE = 200

_SAY = (
    r"said|says|saying|say|added|adds|adding|explained|explains|explaining|commented|comments"
    r"|commenting|told|tells|telling|stated|states|stating|concluded|concludes|concluding"
    r"|continued|continues|continuing|warned|warns|warning|urged|insisted|insists|insisting"
    r"|declared|declares|announced|remarked|noted|stressed|stressing|emphasised|emphasized"
    r"|emphasising|replied|responded|confirmed|confirming|claimed|admitted|revealed|recalled"
    r"|agreed|argued|wrote|writes|writing|tweeted|posted|reiterated|pledged|vowed|promised"
    r"|highlighted|thanked|praised|asked|joked"
)
_JUDGE = (
    r"described|describes|describing|called|calls|calling|branded|branding|labelled|hailed|hailing"
    r"|condemned|condemning|slammed|dubbed|welcomed"
)
_SPEECH = re.compile(rf"\b(?:{_SAY}|{_JUDGE}|according\s+to)\b", re.IGNORECASE)
_SPEECH_LAST = re.compile(
    rf"\b(?:{_SAY})\b(?:[^\"\n.!?:;]{{0,60}})(?P<colon>:)?[\s,-]*$", re.IGNORECASE
)
_SAYING = frozenset(_SAY.split("|"))
_INLINE = re.compile(rf"\b(?:{_SAY})\b[^:.!?\"]{{0,80}}:\s+(?=[A-Z])")
_SAID_FIRST = re.compile(
    rf"[\s,.\u2014-]*(?:(?:{_SAY})\b(?!\s+(?:that|it|to|he|she|they)\b)|according\s+to\b)\s*",
    re.IGNORECASE,
)
_SAID_AFTER = re.compile(
    rf"[\s,.\u2014-]*(?P<who>[^\"\n.;:]{{1,200}}?)\s+(?:{_SAY})\b", re.IGNORECASE
)
_JUDGED = re.compile(
    rf"\b(?:{_JUDGE})\b|\b(?:say|said|says|saying)(?:\s+that)?"
    r"\s+(?:it|this|that|he|she|they|the\s[\w -]{1,60}?)\s+(?:was|is|were|are|ha[sd]\s+been)\b",
    re.IGNORECASE,
)
_BY = re.compile(r"\s+(?:\w+\s+)?by\s+")
# Words before a mark that say that the quoted ones are a name or a term.
_TERM = re.compile(
    r"\b(?:so-called|known\s+as|dubbed|nicknamed|entitled|titled|code-?named|named|labelled|termed"
    r"|called|known|term|word|words|phrase|name|hashtag|slogan|title|operation|campaign|strategy"
    r"|plan|report|programme|scheme|initiative|project|guide|film|book|paper|policy|tagline"
    r"|referred\s+to\s+as|the|a|an|of|in|for)[\s,:]*$",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Oo]ur|[Mm]y|us)\b")
_NAMING = re.compile(
    r"\b(?:called|dubbed|named|known\s+as|entitled|titled|so-called)[\s,]*$", re.IGNORECASE
)
_MARKS = re.compile(r"''|[\"']")
_ELISION = re.compile(r"'(?:\d\d?s?|em|til|till|tis|twas|n|cause|cos|bout)\b", re.IGNORECASE)
_ALNUM = re.compile(r"[^\W_]")
_OPENS_AFTER = "([{-\u2014:/\"'"
_CLOSES_BEFORE = ",.;:!?)]}-\u2014\"'\u2026"
_SMALL_WORDS = word_set("a an and as at by for from in of on or our the to with your")


@dataclass(frozen=True)
class _Mark:
    start: int
    end: int
    is_double: bool
    can_open: bool
    can_close: bool


@dataclass(frozen=True)
class _Piece:
    """Quoted words in one section, without their marks; ``after`` is where the mark has ended."""

    section: int
    start: int
    end: int
    after: int
    is_closed: bool
    is_opened: bool = True
    is_unmarked: bool = False


@dataclass(frozen=True)
class _Signs:
    """Of each section: its marks, whether it begins with one, and where one closes unopened."""

    marks: Sequence[Sequence[_Mark]]
    begins: Sequence[bool]
    strays: Sequence[int | None]


@dataclass
class _Quotation:
    pieces: list[_Piece]
    speaker: Speaker
    is_attributed: bool
    is_fragment: bool = False
    sentence: int = -1


@dataclass
class _Reader:
    """One release while its quotations are read."""

    reading: Reading
    sections: Sequence[Section]
    singles: bool
    cast: Cast = field(default_factory=Cast)
    found: list[_Quotation] = field(default_factory=list)

    @property
    def plain(self) -> str:
        return self.reading.plain


def read_quotations(reading: Reading, form: Form) -> tuple[ReadQuotation, ...]:
    """The quotations of a release in its order, each with the speaker whom the text names.

    Who speaks is said before the words or after them, or is whoever spoke last; where the text
    doesn't tell, ``speaker`` is "". A body's spokesperson without a name has a ``role`` alone.
    """
    quotes = reading.plain.find('"', form.start, form.end) >= 0
    reader = _Reader(reading, form.sections, singles=not quotes)
    pieces = _pieces_by_section(reader)
    for at, speaker in mentions(reading, form.title.start, form.title.end):
        reader.cast.add(at, form.title.start, speaker)
    for index in range(len(form.sections)):
        _read_section(reader, index, pieces[index])
    return tuple(
        quotation for found in reader.found if (quotation := _finished(reading, found)) is not None
    )


def _finished(reading: Reading, found: _Quotation) -> ReadQuotation | None:
    spans = [span for piece in found.pieces if (span := _trimmed(reading.plain, piece))]
    if not spans:
        return None
    return ReadQuotation(
        speaker=found.speaker.name,
        role=found.speaker.role,
        words="\n\n".join(reading.words(span.start, span.end) for span in spans),
        start=spans[0].start,
        end=spans[-1].end,
        is_fragment=found.is_fragment,
    )


def _trimmed(plain: str, piece: _Piece) -> Span | None:
    words = plain[piece.start : piece.end]
    if not _ALNUM.search(words):
        return None
    start = piece.start + len(words) - len(words.lstrip(' \n"'))
    return Span(start, piece.start + len(words.rstrip(' \n"')))


def _ends_saying(plain: str, start: int, end: int) -> bool:
    """Whether the last word before a place is “said” or the like."""
    words = plain[max(start, end - 40) : end].rstrip(" \n.,:;-\"'").rsplit(None, 1)
    return bool(words) and words[-1].casefold() in _SAYING


# Marks and pieces --------------------------------------------------------------------------------


def _marks(plain: str, section: Section) -> list[_Mark]:
    """The quotation marks of a section; an apostrophe inside a word is none."""
    marks: list[_Mark] = []
    for found in _MARKS.finditer(plain, section.start, section.end):
        start, end = found.span()
        before = plain[start - 1] if start > section.start else " "
        after = plain[end] if end < section.end else " "
        is_double = found.group() != "'"
        can_open = (before.isspace() or before in _OPENS_AFTER) and not (
            after.isspace() or after in _CLOSES_BEFORE.replace('"', "").replace("'", "")
        )
        is_note = after.isdigit() and before in ".!?"  # a footnote's number
        can_close = not before.isspace() and (after.isspace() or after in _CLOSES_BEFORE or is_note)
        if not is_double:
            can_open = can_open and not _ELISION.match(plain, start)
            if not (can_open or can_close):
                continue
        marks.append(_Mark(start, end, is_double, can_open, can_close))
    return marks


def _begins_quoted(plain: str, marks: Sequence[_Mark], section: Section) -> bool:
    """Whether a section's first words are quoted: its first mark stands before any of them."""
    return (
        bool(marks)
        and marks[0].start == section.start
        and (marks[0].is_double or marks[0].can_open)
        and _ALNUM.search(plain, section.start, section.end) is not None
    )


def _stray_close(plain: str, marks: Sequence[_Mark], section: Section) -> int | None:
    """The place of a closing mark that nothing in its section opened, if there is one first."""
    depth = singles = 0
    for mark in marks:
        is_end = not _ALNUM.search(plain, mark.end, section.end)
        if mark.is_double:
            if mark.can_open and not mark.can_close:
                depth += 1
            elif depth:
                depth -= 1
            elif not (plain[mark.start - 1].isdigit() and not is_end):
                return mark.start
        elif mark.can_open and not mark.can_close:
            singles += 1
        elif mark.can_close and singles:
            singles -= 1
        elif not depth and is_end and plain[mark.start - 1] in ".!?\u2026":
            return mark.start
        if depth:
            return None
    return None


def _pieces_by_section(reader: _Reader) -> list[list[_Piece]]:
    """The quoted words of each section, a quotation that goes on in the next one included."""
    plain, sections = reader.plain, reader.sections
    marks = [_marks(plain, section) for section in sections]
    pairs = list(zip(marks, sections, strict=True))
    signs = _Signs(
        marks,
        begins=[_begins_quoted(plain, own, section) for own, section in pairs],
        strays=[_stray_close(plain, own, section) for own, section in pairs],
    )
    pieces: list[list[_Piece]] = []
    for index in range(len(sections)):
        if unmarked := _unmarked(reader, index, signs, pieces):
            pieces.append([unmarked])
        else:
            start = _unopened_start(reader, index, signs, pieces)
            pieces.append(_pieces(reader, index, marks[index], start))
    return pieces


def _unopened_start(
    reader: _Reader, index: int, signs: _Signs, pieces: Sequence[Sequence[_Piece]]
) -> int | None:
    """Where words of a section begin that are quoted though no mark opens them."""
    if signs.begins[index]:
        return None
    section = reader.sections[index]
    before = pieces[-1] if pieces else ()
    is_open = bool(before) and not before[-1].is_closed
    opens_next = index + 1 < len(reader.sections) and signs.begins[index + 1]
    goes_on = _goes_on(reader, index, signs)
    if is_open and goes_on:
        return section.start
    if not is_open and _leads_in(reader, index - 1, pieces) and (goes_on or opens_next):
        return section.start
    return _inline_start(reader.plain, section, signs, index, opens_next=opens_next)


def _goes_on(reader: _Reader, index: int, signs: _Signs) -> bool:
    """Whether paragraphs without an opening mark are closed by a mark further on."""
    for ahead in range(index, min(index + PARAGRAPHS_AHEAD, len(reader.sections))):
        section = reader.sections[ahead]
        if signs.begins[ahead] or section.kind is SectionKind.HEADING:
            return False
        if signs.strays[ahead] is not None:
            return True
        if _ends_saying(reader.plain, section.start, section.end):
            return False
    return False


def _leads_in(reader: _Reader, index: int, pieces: Sequence[Sequence[_Piece]]) -> bool:
    """Whether a section ends with “… said:”, so that the next one is what was said."""
    if index < 0 or pieces[index]:
        return False
    section = reader.sections[index]
    window = max(section.start, section.end - REACH)
    return _SPEECH_LAST.search(reader.plain, window, section.end) is not None and (
        reader.plain[section.end - 1] == ":" or _ends_saying(reader.plain, window, section.end)
    )


def _unmarked(
    reader: _Reader, index: int, signs: _Signs, pieces: Sequence[Sequence[_Piece]]
) -> _Piece | None:
    """A paragraph after “… said:” in a text that sets no marks around it.

    So are the next ones, as long as they speak in the first person.
    """
    section, plain = reader.sections[index], reader.plain
    is_quote = (
        index > 0
        and section.kind is SectionKind.PARAGRAPH
        and not any(mark.is_double for mark in signs.marks[index])
        and signs.strays[index] is None
        and not (index + 1 < len(reader.sections) and signs.begins[index + 1])
        and plain[section.start].isupper()
        and plain[section.end - 1] in ".!?"
    )
    if not is_quote:
        return None
    above = reader.sections[index - 1]
    is_led = plain[above.end - 1] == ":" and _leads_in(reader, index - 1, pieces)
    goes_on = bool(pieces[-1]) and pieces[-1][0].is_unmarked and not section.in_notes
    if not is_led and not (goes_on and _FIRST_PERSON.search(plain, section.start, section.end)):
        return None
    if is_led and _goes_on(reader, index, signs):
        return None
    return _Piece(index, section.start, section.end, section.end, is_closed=True, is_unmarked=True)


def _inline_start(
    plain: str, section: Section, signs: _Signs, index: int, *, opens_next: bool
) -> int | None:
    """Where “X said: We are …” begins whose closing mark alone was set, or the next paragraph's."""
    marks = signs.marks[index]
    has_double = any(mark.is_double for mark in marks)
    if signs.strays[index] is None and (has_double or not opens_next):
        return None
    limit = marks[0].start if has_double else section.end
    found = _INLINE.search(plain, section.start, min(limit, section.start + REACH))
    return found.end() if found else None


def _pieces(reader: _Reader, index: int, marks: Sequence[_Mark], start: int | None) -> list[_Piece]:
    """Pairs of marks in a section; ``start`` is where words begin that lack an opening mark."""
    plain, section = reader.plain, reader.sections[index]
    last_double = next((mark.start for mark in reversed(marks) if mark.is_double), -1)
    pieces: list[_Piece] = []
    inside, is_double, is_opened, depth, pending = start, True, False, 0, 0
    for mark in marks:
        if inside is None:
            if _opens(reader, mark, section):
                inside, is_double, is_opened = mark.end, mark.is_double, True
                depth = pending = 0
            continue
        if mark.start < inside:
            continue
        if mark.is_double != is_double:
            if not is_double or not _is_wrong_close(plain, mark, section, pending, last_double):
                if mark.can_open and not mark.can_close:
                    pending += 1
                elif pending:
                    pending -= 1
                continue
        elif mark.can_open and not mark.can_close:
            depth += 1
            continue
        elif depth:
            depth -= 1
            continue
        elif not is_double and not _closes_single(plain, mark, inside, section):
            continue
        pieces.append(_Piece(index, inside, mark.start, mark.end, True, is_opened))
        inside = None
    if inside is not None and (is_double or _is_whole(plain, inside, section)):
        pieces.append(_Piece(index, inside, section.end, section.end, False, is_opened))
    return pieces


def _opens(reader: _Reader, mark: _Mark, section: Section) -> bool:
    """Whether a mark opens words: a single one only where they are plainly somebody's."""
    if mark.is_double:
        return mark.can_open or not mark.can_close
    if not mark.can_open:
        return False
    if reader.singles or mark.start == section.start:
        return True
    return _ends_saying(reader.plain, section.start, mark.start)


def _is_wrong_close(
    plain: str, mark: _Mark, section: Section, pending: int, last_double: int
) -> bool:
    """“…,’ said X”: a single mark that closes words which a double one opened."""
    if pending or not mark.can_close or mark.start < last_double:
        return False
    if plain[mark.start - 1] not in ",.!?\u2026":
        return False
    rest = plain[mark.end : min(mark.end + 200, section.end)]
    return not _ALNUM.search(rest) or _SAID_FIRST.match(rest) is not None


def _closes_single(plain: str, mark: _Mark, start: int, section: Section) -> bool:
    """Whether a single mark closes, and isn't the apostrophe of “the officers’ work”."""
    if plain[mark.start - 1] in ",.!?\u2026":
        return True
    if not mark.can_close:
        return False
    is_short = len(plain[start : min(mark.start, start + REACH)].split()) <= 13
    is_end = not _ALNUM.search(plain, mark.end, section.end)
    return is_end or (is_short and plain[mark.start - 1] != "s") or plain[mark.end] in ".,;:!?"


def _is_whole(plain: str, start: int, section: Section) -> bool:
    """Whether unclosed words in single marks begin their section or follow a colon."""
    before = plain[section.start : start - 1].rstrip()[-1:]
    return before in ("", ":")


# Attribution -------------------------------------------------------------------------------------


def _read_section(reader: _Reader, index: int, pieces: Sequence[_Piece]) -> None:
    section = reader.sections[index]
    spans = sentences(reader.reading, section)
    people = iter(_people(reader, spans, pieces))
    ahead = next(people, None)
    for number, piece in enumerate(pieces):
        while ahead is not None and ahead[0] < piece.start:
            reader.cast.add(*ahead)
            ahead = next(people, None)
        floor = pieces[number - 1].after if number else section.start
        ceiling = pieces[number + 1].start - 1 if number + 1 < len(pieces) else section.end
        _read_piece(reader, piece, spans, floor, ceiling)
    while ahead is not None:
        reader.cast.add(*ahead)
        ahead = next(people, None)
    if not pieces:
        _read_speaker_line(reader, index)


def _people(
    reader: _Reader, spans: Sequence[Span], pieces: Sequence[_Piece]
) -> Iterator[tuple[int, int, Speaker]]:
    """The people whom a section names outside the quoted words."""
    starts = [piece.start for piece in pieces]
    for span in spans:
        for at, speaker in mentions(reader.reading, span.start, span.end):
            number = bisect_right(starts, at) - 1
            if number < 0 or at >= pieces[number].end:
                yield at, span.start, speaker


def _read_piece(
    reader: _Reader, piece: _Piece, spans: Sequence[Span], floor: int, ceiling: int
) -> None:
    plain, section = reader.plain, reader.sections[piece.section]
    if not _ALNUM.search(plain, piece.start, piece.end):
        return
    sentence = _sentence_at(
        spans, piece.start - 1 if piece.is_opened and not piece.is_unmarked else piece.start
    )
    starts_section = not _ALNUM.search(plain, section.start, piece.start)
    lead = Span(max(floor, sentence.start, piece.start - REACH), piece.start)
    after = _said_after(reader, piece, spans, ceiling) if piece.is_closed else None
    if starts_section and _continue_last(reader, piece, after):
        return
    before = _said_before(reader, piece, lead, starts_section=starts_section)
    is_plain_lead = before is not None and (
        starts_section or plain[lead.start : lead.end].rstrip(" \n\"'").endswith((":", ","))
    )
    if before is not None and after is not None and after.name and not before.name:
        is_plain_lead = False
    speaker = before if is_plain_lead or after is None else after
    is_fragment = _is_fragment(plain, piece, lead, ceiling, starts_section=starts_section)
    last = reader.found[-1] if reader.found else None
    in_sentence = last is not None and last.sentence == sentence.start and last.is_attributed
    if in_sentence and last is not None and after is None:
        speaker = last.speaker
    if is_fragment and not _is_said(reader, piece, lead, speaker):
        return
    is_attributed = speaker is not None
    if speaker is None:
        speaker = _last_speaker(reader, piece, lead, starts_section=starts_section)
        is_whole = starts_section and not _ALNUM.search(plain, piece.after, section.end)
        if is_fragment or (speaker == NOBODY and not is_whole):
            return
    reader.found.append(_Quotation([piece], speaker, is_attributed, is_fragment, sentence.start))
    _note(reader, piece, speaker, spans)


def _note(reader: _Reader, piece: _Piece, speaker: Speaker, spans: Sequence[Span]) -> None:
    if speaker.name:
        sentence = _sentence_at(spans, min(piece.after, spans[-1].end - 1)) if spans else None
        reader.cast.add(piece.end, sentence.start if sentence else piece.start, speaker)


def _sentence_at(spans: Sequence[Span], at: int) -> Span:
    """The sentence in which a place stands."""
    index = bisect_right(spans, at, key=lambda span: span.start) - 1
    return spans[max(0, index)] if spans else Span(at, at)


def _continue_last(reader: _Reader, piece: _Piece, after: Speaker | None) -> bool:
    """Whether a paragraph's words go on with the quotation of the paragraph before; they join it.

    They do after a paragraph that is quoted to its end, whether or not a mark closed it, unless
    the words are said to be another person's.
    """
    if not reader.found:
        return False
    last = reader.found[-1]
    tail = last.pieces[-1]
    if tail.section != piece.section - 1 or last.is_fragment:
        return False
    rest = Span(tail.after, reader.sections[tail.section].end)
    if _ALNUM.search(reader.plain, rest.start, rest.end) and not (
        # “…,” said Alex Example. And then a paragraph of nothing but quoted words.
        last.is_attributed
        and after is None
        and rest.end - rest.start <= REACH
        and _SPEECH.search(reader.plain, rest.start, min(rest.end, rest.start + _SAID_WITHIN))
        and not _ALNUM.search(reader.plain, piece.after, reader.sections[piece.section].end)
    ):
        return False
    # “Cuckooing” is …: a term that begins a paragraph.
    is_followed = _ALNUM.search(reader.plain, piece.after, reader.sections[piece.section].end)
    words = reader.plain[piece.start : piece.end].rstrip()
    if is_followed and after is None and not words.endswith((".", ",", "!", "?", "\u2026")):
        return False
    is_another = after is not None and (not after.name or after.name != last.speaker.name)
    if last.is_attributed and after is not None and (is_another or tail.is_closed):
        return False
    last.pieces.append(piece)
    if after is not None and not last.is_attributed:
        last.speaker, last.is_attributed = after, True
    if last.speaker.name:
        reader.cast.add(piece.end, piece.start, last.speaker)
    return True


def _said_before(
    reader: _Reader, piece: _Piece, lead: Span, *, starts_section: bool
) -> Speaker | None:
    """The speaker whom the words before name: “X said: …”, or “X said:” as a line of its own."""
    if starts_section:
        return _lead_line(reader, piece.section - 1) if piece.section else None
    if not _ALNUM.search(reader.plain, lead.start, lead.end):
        first = reader.sections[piece.section].start
        if not _ends_saying(reader.plain, first, lead.end):
            return None
        lead = Span(max(first, lead.start - REACH), lead.end)
    return _subject(reader, lead.start, lead.end)


def _subject(reader: _Reader, start: int, end: int) -> Speaker | None:
    """Who says it in “Alex Example, the lead for X, said”: the words before the last verb."""
    plain = reader.plain
    verbs = list(_SPEECH.finditer(plain, start, end))
    if not verbs:
        is_label = plain[start:end].rstrip(" \n\"'").endswith(":")
        return named(reader.reading, start, end) if is_label else None
    verb = verbs[-1]
    if by := _BY.match(plain, verb.end(), end):
        return resolved(reader.reading, by.end(), end, reader.cast)
    if verb.group().casefold().startswith("according"):
        return resolved(reader.reading, verb.end(), end, reader.cast)
    speaker = resolved(reader.reading, start, verb.start(), reader.cast)
    if speaker == NOBODY:
        # “Commenting, Sergeant Jo Example: …”
        person = named(reader.reading, verb.end(), end)
        return reader.cast.known(person) if person else NOBODY
    return speaker


def _lead_line(reader: _Reader, index: int) -> Speaker | None:
    """The speaker whom the section above a quotation names, in its last sentence or as a label."""
    section = reader.sections[index]
    plain = reader.plain
    last = sentences(reader.reading, section)[-1]
    start = max(last.start, section.end - REACH)
    if _SPEECH_LAST.search(plain, start, section.end) and plain[section.end - 1] not in ".!?":
        return _subject(reader, start, section.end)
    has_quoted = bool(reader.found) and reader.found[-1].pieces[-1].section == index
    is_long = section.end - section.start > SPEAKER_LINE
    if has_quoted or is_long or plain[section.end - 1] in ".!?":
        return None
    person = named(reader.reading, section.start, section.end)
    if person is None:
        return _label_above(reader, index)
    # A heading that merely mentions somebody is no label: a label begins with the name or post.
    return reader.cast.known(person) if person.role or plain[section.end - 1] == ":" else None


def _label_above(reader: _Reader, index: int) -> Speaker | None:
    """The speaker of a label in two lines: a name, and the post under it."""
    post, above = reader.sections[index], reader.sections[max(0, index - 1)]
    if index == 0 or SectionKind.PARAGRAPH in (post.kind, above.kind):
        return None
    person = named(reader.reading, above.start, above.end)
    if person is None or person.role:
        return None
    return reader.cast.known(Speaker(person.name, reader.reading.words(post.start, post.end)))


def _said_after(
    reader: _Reader, piece: _Piece, spans: Sequence[Span], ceiling: int
) -> Speaker | None:
    """The speaker whom the words after name: “…,” said X; “…,” X said; “…” – X, head of Y."""
    plain = reader.plain
    following = _ALNUM.search(plain, piece.after, ceiling)
    if following is None:
        return None
    sentence = _sentence_at(spans, following.start())
    end = min(sentence.end, ceiling, piece.after + REACH)
    between = plain[piece.after : following.start()]
    if first := _SAID_FIRST.match(plain, piece.after, end):
        speaker = resolved(
            reader.reading, first.end(), _clause_end(plain, first.end(), end), reader.cast
        )
        return speaker if speaker != NOBODY else None
    if between.strip() in ("-", "\u2014"):
        person = named(reader.reading, following.start(), end)
        return reader.cast.known(person) if person else None
    # “….” X said that …: after a full stop the words begin a sentence of their own.
    if plain[piece.end - 1 : piece.end] == "." or "." in between or ";" in between:
        return None
    if inverted := _SAID_AFTER.match(plain, piece.after, end):
        who = Span(*inverted.span("who"))
        return _after_subject(reader, who)
    return None


def _clause_end(plain: str, start: int, end: int) -> int:
    """Where “said X” stops being about X: before a colon or a semicolon."""
    stops = [at for sign in (":", ";") if (at := plain.find(sign, start, end)) >= 0]
    return min(stops, default=end)


def _after_subject(reader: _Reader, who: Span) -> Speaker | None:
    words = reader.plain[who.start : who.end].strip(" ,\n").casefold()
    if words in ("he", "she", "they"):
        return reader.cast.last_before(who.start)
    if person := named(reader.reading, who.start, who.end):
        return reader.cast.known(person)
    is_described = words.split()[:1] in (["a"], ["an"], ["the"]) or (
        reader.plain[who.start : who.end].strip(" ,\n")[:1].isupper()
    )
    return resolved(reader.reading, who.start, who.end, reader.cast) if is_described else None


def _is_fragment(
    plain: str, piece: _Piece, lead: Span, ceiling: int, *, starts_section: bool
) -> bool:
    """Whether quoted words are a part of the sentence around them."""
    words = plain[piece.start : piece.end].strip()
    if not piece.is_closed:
        return False
    if words[:1].islower():
        return True
    before = plain[lead.start : lead.end].rstrip(" \n\"'")
    begins = (
        starts_section
        or not _ALNUM.search(before)
        or before.endswith((":", ",", ";"))
        or _ends_saying(plain, lead.start, lead.end)
    )
    rest = plain[piece.after : min(ceiling, piece.after + 2)]
    ends = words.endswith((".", ",", "!", "?", "\u2026")) or rest.strip()[:1] in (
        *",.!?-\u2014",
        "",
    )
    return not (begins and ends)


def _is_said(reader: _Reader, piece: _Piece, lead: Span, speaker: Speaker | None) -> bool:
    """Whether a fragment is somebody's words, and not a term, a title or slang in marks."""
    if speaker is None or not is_somebody(speaker):
        return False
    plain = reader.plain
    words = plain[piece.start : min(piece.end, piece.start + REACH)].split()
    before = plain[lead.start : lead.end].rstrip(" \n\"'")
    if _is_titled(words):
        return False
    verbs = list(_SPEECH.finditer(plain, lead.start, lead.end))
    gap = len(plain[verbs[-1].end() : lead.end].split()) if verbs else 99
    if len(words) >= 5:
        return True
    if _TERM.search(before) and not (len(words) >= 3 and gap <= 12):
        return False
    if _NAMING.search(before):
        return False
    if len(words) >= 3:
        return True
    is_judged = _JUDGED.search(plain, lead.start, lead.end) is not None
    return bool(speaker.name) and (is_judged or (len(words) == 2 and gap <= 3))


def _is_titled(words: Sequence[str]) -> bool:
    """“Safer Streets, Stronger Communities”: words that all begin with capitals are a title."""
    content = [word for word in words if word.casefold() not in _SMALL_WORDS]
    return len(content) >= 2 and all(word[:1].isupper() for word in content)


def _last_speaker(reader: _Reader, piece: _Piece, lead: Span, *, starts_section: bool) -> Speaker:
    """Whose words those are that no verb gives to anybody: the last speaker's, if near.

    “One message read: …” is nobody's; “Sergeant Jo Example was clear: …” is the sergeant's.
    """
    mention = reader.cast.mentions[-1] if reader.cast.mentions else None
    if _ALNUM.search(reader.plain, lead.start, lead.end):
        return mention.subject if mention and mention.at >= lead.start else NOBODY
    if reader.found:
        last = reader.found[-1]
        if last.pieces[-1].section >= piece.section - 1 and last.speaker != NOBODY:
            return last.speaker
    # A title may name whose statement the whole text is.
    above = piece.section - 1 if starts_section else piece.section
    near = reader.sections[above].start if above > 0 else 0
    return mention.subject if mention and mention.at >= near else NOBODY


def _read_speaker_line(reader: _Reader, index: int) -> None:
    """A line “– Alex Example, head of X” under a quotation that has no speaker yet."""
    if not reader.found or not index:
        return
    last, section = reader.found[-1], reader.sections[index]
    is_line = (
        not last.is_attributed
        and last.pieces[-1].section == index - 1
        and section.end - section.start <= SPEAKER_LINE
        and reader.plain[section.end - 1] != ":"
        and not _SPEECH.search(reader.plain, section.start, section.end)
    )
    if is_line and (person := named(reader.reading, section.start, section.end)):
        last.speaker = replace(reader.cast.known(person))
        last.is_attributed = True
        reader.cast.add(section.end, section.start, last.speaker)
