"""A text taken apart: releases, their titles, headings, paragraphs and bullets. No Django.

A file holds many releases where each is a title followed by a line “Source: …”, as the
publishers' own archives print them; any other text is one release. Paragraphs are read as people
write them in e-mail and Word: parted by blank lines, or one a line, or wrapped at a width.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from releases.reading.letters import Reading, one_spaced
from releases.reading.parts import Form, Section, SectionKind, Span
from releases.reading.words import word_set

# A line longer than this was never wrapped by a person or a mail program: it is a paragraph.
WRAPPED_WIDTH = 120
HEADING_WIDTH = 100
LABEL_WIDTH = 60
TITLE_LINES = 4
LONGEST_LABEL = 200
# Where so many of a text's lines have a blank one below, blank lines part its paragraphs.
SPACED_SHARE = 0.3

# A form feed, a vertical tab (Word's soft break) and Unicode's separators end a line as well.
_LINE = re.compile(r"[^\n\r\v\f\u2028\u2029]*")
_SOURCE = re.compile(r"source ?: *(?=\S)", re.IGNORECASE)
_CAPTION = re.compile(r"(?:table|figure|fig|chart|graph|annex|map) ?\d", re.IGNORECASE)
_MARK = re.compile(
    r"(?:[•·▪◦●○■□‣⁃∙➢►✓\uf0b7\uf0a7]|\*{1,3}(?= )|[\u2014-](?= )|o(?= )"
    r"|\(?\d{1,2}[.)](?= )|\(?[a-z][.)](?= )|\(?[ivx]{1,4}\)(?= )) *"
)
_NUMBER_MARK = re.compile(r"\(?\d")
_INNER_MARKS = ("o", "◦", "○", "-", "▪", "□", "⁃")

_NOTES = re.compile(
    r"(?:additional |further |background )?(?:notes?|information) (?:to|for) (?:the )?"
    r"(?:news ?|picture )?(?:editors?|media|press|journalists)\b"
    r"|editors?'?s? notes?\b"
    r"|\W*(?:ends|message ends|release ends)\W*$"
    r"|(?:notes|background(?: (?:notes|information))?|further information|additional information"
    r"|(?:media|press) (?:contacts?|enquiries)|contacts?|about us)\W*$",
    re.IGNORECASE,
)
_FROM = re.compile(r"(?:from|issued by|publisher|released by) ?: *|issued by +", re.IGNORECASE)
_ADDRESS = re.compile(r"[<\[(]?[^\s<\[(]{1,80}@[^\s>\])]{1,80}[>\])]?|mailto:\S{0,80}")
_TITLED = re.compile(r"(?:subject|title|headline) ?: *(?:(?:re|fwd?) ?: *){0,5}", re.IGNORECASE)
# Lines that a mail program or a press office puts above a title.
_HEADER = re.compile(
    r"(?:from|to|cc|bcc|sent|date|issued|issue date|issued by|released|release date|published"
    r"|reply-to|attachments?|importance|ref|reference|release ref|ref(?:erence)? (?:no|number)"
    r"|contact|category|tags?) ?: ?|issued by |\S{1,80}@\S{1,80}$",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"(?:dear|hi|hello|good (?:morning|afternoon|evening)|morning|afternoon|all|colleagues)\b"
    r"[^.!?]{0,60},?$|please (?:find|see)\b|begin(?:ning)? of (?:message|release)",
    re.IGNORECASE,
)
# “They were few:” is a clause that introduces a list, and no label of what follows.
_CLAUSE_WORDS = word_set("i we they he she it this these was were is are has have had will can to")
_NEVER_LAST = word_set(
    """the a an of and or by for from in on at to with as its their our his her than that which who
    over under about around nearly almost more less least into across between per during"""
)
# A line of nothing but these words says what a release is and when it may be used.
_HEADER_SIGNS = word_set(
    """press news media release releases statement notice bulletin advisory immediate immediately
    confidential draft monday tuesday wednesday thursday friday saturday sunday january february
    march april june july august september october november december"""
)
# A typing error in the word itself is read as well.
_EMBARGO_STEMS = ("embarg", "emarg", "embrag", "embag", "embarog")
_DATE = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{1,2}(?:st|nd|rd|th)? +May +\d{4}")
_HEADER_WORDS = word_set(
    """office for use publication broadcast not to be used before after released published until
    till til under strictly strict lifted lifts no earlier than from on at the of and a hrs hours
    hour am pm noon midday midnight gmt bst uk time today tomorrow date dated issued copy final
    version print online websites website social mon tue tues wed thu thur thurs fri sat sun jan
    feb mar apr may jun jul aug sep sept oct nov dec st nd rd th o'clock contents"""
)
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_SPEECH_END = re.compile(
    r"\b(?:said|says|added|adds|explained|explains|commented|comments|told|stated|continued"
    r"|concluded|saying)\W{0,3}$"
)

_NOT_SPACE = re.compile(r"\S")
_STOP = re.compile(r"[.!?\u2026]+[\"')\]]*")
_ABBREVIATIONS = word_set(
    """mr mrs ms mx dr prof rev revd hon rt st sgt insp supt det cllr capt col maj gen lt cpl cdr
    const ch cons dep asst temp jr sr vs v approx c ca no nos fig figs para paras art arts sec
    sch ref pp p vol ed eds al eg ie e.g i.e cf viz incl inc ltd co dept est max min tel ext jan feb
    mar apr jun jul aug sep sept oct nov dec"""
)
_NUMBERED = word_set("no nos fig figs para paras art arts sec sch p pp vol approx c ca")
_MONTHS = word_set("may jan feb mar apr jun jul aug sep sept oct nov dec")


@dataclass(frozen=True)
class _Line:
    """A line's words without outer white space; ``indent`` is the white space before them."""

    start: int
    end: int
    indent: int
    plain: str

    @property
    def is_blank(self) -> bool:
        return not self.plain


@dataclass(frozen=True)
class _Head:
    """The lines at which a release begins, and those of its title and its “Source:” line."""

    first: int
    title: tuple[int, ...]
    source: int | None


def forms(reading: Reading) -> list[Form]:
    """The releases of a text, in order; together they cover it. A text always has one at least.

    A release's ``title`` is its whole title line, an embargo notice in it included; where there
    is no “Source:” line it is the first line that is not a mail program's or a press office's
    heading. ``sections`` leave out the title and the “Source:” line.
    """
    lines = list(_lines(reading))
    heads = _sourced_heads(lines) or [_plain_head(lines)]
    ends = [head.first for head in heads[1:]] + [len(lines)]
    return [
        _form(reading, lines, head, end, is_first=number == 0)
        for number, (head, end) in enumerate(zip(heads, ends, strict=True))
    ]


def _lines(reading: Reading) -> Iterator[_Line]:
    """Every line; “\\r\\n” makes no blank line of its own."""
    text, plain = reading.text, reading.plain
    at = 0
    while at <= len(text):
        found = _LINE.match(text, at)
        end = found.end() if found else len(text)
        words = plain[at:end]
        start = at + len(words) - len(words.lstrip())
        stripped = words.strip()
        yield _Line(start, start + len(stripped), start - at, stripped)
        at = end + (2 if text.startswith("\r\n", end) else 1)


def _sourced_heads(lines: Sequence[_Line]) -> list[_Head]:
    """Where each release of a file begins: none, unless the text itself begins with one.

    A “Source:” line further down is a table's. One inside a body is not set apart by blank
    lines, or has a sentence or a table's caption before it and not a title. A file whose first
    title and “Source:” line have no blank line between them has none elsewhere either.
    """
    heads: list[_Head] = []
    is_tight = False
    for number, line in enumerate(lines):
        if not _SOURCE.match(line.plain):
            continue
        below = _title_above(lines, number)
        if below is None:
            continue
        title = _whole_title(lines, below)
        first = _head_start(lines, title[0])
        if not heads:
            if any(not line.is_blank for line in lines[:first]):
                return []
            first = 0
            is_tight = number == below + 1
        elif not _is_title(lines, title) or not (is_tight or _is_alone(lines, number)):
            continue
        heads.append(_Head(first, title, number))
    return heads


def _title_above(lines: Sequence[_Line], source: int) -> int | None:
    """The nearest line above that can be a title: an embargo line may stand between."""
    for number in range(source - 1, max(-1, source - 9), -1):
        line = lines[number]
        if not line.is_blank and not _is_header(line.plain):
            return number
    return None


def _whole_title(lines: Sequence[_Line], last: int) -> tuple[int, ...]:
    """A title's lines, up from its last one: a long one may be wrapped."""
    first = last
    while first > max(0, last - TITLE_LINES) and not lines[first - 1].is_blank:
        first -= 1
    width = max(len(line.plain) for line in lines[first : last + 1])
    start = last
    while start > first and _is_wrapped(lines[start - 1], lines[start], width):
        start -= 1
    return tuple(range(start, last + 1))


def _head_start(lines: Sequence[_Line], title: int) -> int:
    """The first of the header lines (an embargo, “Press release”) right above a title."""
    first = title
    for number in range(title - 1, max(-1, title - 9), -1):
        if lines[number].is_blank:
            continue
        if not _is_header(lines[number].plain):
            break
        first = number
    return first


def _is_alone(lines: Sequence[_Line], number: int) -> bool:
    after = number + 1 == len(lines) or lines[number + 1].is_blank
    return after and number > 0 and lines[number - 1].is_blank


def _is_title(lines: Sequence[_Line], title: Sequence[int]) -> bool:
    """Whether lines read like a title: no sentence, no bullet, no caption; set apart above."""
    first, last = lines[title[0]].plain, lines[title[-1]].plain
    above = lines[title[0] - 1] if title[0] else None
    is_apart = (
        above is None
        or above.is_blank
        or above.plain.endswith((".", "!", "?", '"'))
        or _is_notes(above.plain)
        or _is_header(above.plain)
    )
    return (
        is_apart
        and not last.endswith((".", ",", ";", ":", '"'))
        and not _MARK.match(first)
        and not _SOURCE.match(first)
        and not _CAPTION.match(first)
    )


def _plain_head(lines: Sequence[_Line]) -> _Head:
    """The title of a text that is one release: its subject line, or its first real line."""
    source = None
    title = None
    for number, line in enumerate(lines):
        plain = line.plain
        if not any(letter.isalnum() for letter in plain[:200]):
            continue
        if _SOURCE.match(plain) and source is None:
            source = number
        elif _is_header(plain) or _GREETING.match(plain):
            continue
        else:
            title = number
            break
    if title is None:
        title = next((n for n, line in enumerate(lines) if not line.is_blank), 0)
        source = None if source == title else source
    return _Head(0, _wrapped_title(lines, title), source)


def _wrapped_title(lines: Sequence[_Line], title: int) -> tuple[int, ...]:
    """A title's line and the next ones, where the title runs on in them."""
    last = title
    while last + 1 < min(len(lines), title + TITLE_LINES) and not lines[last + 1].is_blank:
        last += 1
    width = max(len(line.plain) for line in lines[title : last + 1])
    end = title
    while end < last and _is_wrapped(lines[end], lines[end + 1], width):
        end += 1
    return tuple(range(title, end + 1))


def _is_header(plain: str) -> bool:
    """Whether a line only says what this is, from whom and when it may be used."""
    if len(plain) > LONGEST_LABEL:
        return False
    if titled := _TITLED.match(plain):
        return _has_header_words(plain[titled.end() :])
    return _HEADER.match(plain) is not None or _has_header_words(plain)


def _has_header_words(plain: str) -> bool:
    """Whether words say nothing but “press release”, “embargoed until” and a date."""
    words = _WORD.findall(plain.casefold())
    says = any(word in _HEADER_SIGNS or word.startswith(_EMBARGO_STEMS) for word in words)
    return (says or _DATE.search(plain) is not None) and all(
        word in _HEADER_WORDS or word in _HEADER_SIGNS or word.startswith(_EMBARGO_STEMS)
        for word in words
    )


def _form(
    reading: Reading, lines: Sequence[_Line], head: _Head, end: int, *, is_first: bool
) -> Form:
    title = _title_span(lines, head.title)
    skipped = {*head.title, *(() if head.source is None else (head.source,))}
    last = max(skipped)
    own = [
        line
        for number, line in enumerate(lines[head.first : end], head.first)
        if number not in skipped
    ]
    start = 0 if is_first else lines[head.first].start - lines[head.first].indent
    stop = lines[end].start - lines[end].indent if end < len(lines) else len(reading.text)
    after = next((line.start for line in lines[last + 1 : end] if not line.is_blank), stop)
    return Form(
        start=start,
        end=stop,
        title=title,
        publisher=_publisher(reading, lines, head),
        body_start=after,
        sections=tuple(_sections(own)),
    )


def _title_span(lines: Sequence[_Line], numbers: Sequence[int]) -> Span:
    if not lines or not numbers:
        return Span(0, 0)
    first, last = lines[numbers[0]], lines[numbers[-1]]
    titled = _TITLED.match(first.plain)
    start = first.start + (titled.end() if titled else 0)
    return Span(min(start, last.end), last.end)


def _publisher(reading: Reading, lines: Sequence[_Line], head: _Head) -> str:
    """What the “Source:” line names; without one, who a heading above the title says it is from."""
    if head.source is not None:
        line = lines[head.source]
        found = _SOURCE.match(line.plain)
        return reading.words(line.start + (found.end() if found else 0), line.end)
    for line in lines[: head.title[0]]:
        if found := _FROM.match(line.plain):
            words = reading.words(line.start + found.end(), line.end)
            return one_spaced(_ADDRESS.sub("", words)).strip(" ,;\"'")
    return ""


# Sections ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Block:
    """Lines that make one section; ``mark`` is the bullet's ("" for none) and ``indent`` its."""

    start: int
    end: int
    plain: str
    indent: int
    mark: str = ""
    is_nested: bool = False


def _sections(lines: Sequence[_Line]) -> Iterator[Section]:
    levels: list[tuple[int, str]] = []
    in_notes = False
    for block in _blocks(lines):
        in_notes = in_notes or _is_notes(block.plain)
        if block.mark:
            level = _level(levels, block)
            yield Section(SectionKind.BULLET, block.start, block.end, level, in_notes)
            continue
        levels.clear()
        yield Section(_kind(block.plain), block.start, block.end, 0, in_notes)


def _blocks(lines: Sequence[_Line]) -> Iterator[_Block]:
    """The lines put together to bullets, headings and paragraphs; lines without a word left out."""
    is_spaced = _is_spaced(lines)
    for run in _runs(lines):
        width = max(len(line.plain) for line in run)
        group: list[_Line] = [run[0]]
        for above, below in pairwise(run):
            if _is_hung(group[0], below) or _is_wrapped(above, below, width, is_spaced=is_spaced):
                group.append(below)
            else:
                yield from _block(group)
                group = [below]
        yield from _block(group)


def _runs(lines: Sequence[_Line]) -> Iterator[list[_Line]]:
    """Lines between blank ones."""
    run: list[_Line] = []
    for line in lines:
        if line.is_blank:
            if run:
                yield run
            run = []
        else:
            run.append(line)
    if run:
        yield run


def _is_hung(first: _Line, below: _Line) -> bool:
    """Whether a line goes on with a bullet's words, set in below them."""
    is_bullet = bool(_mark_of(first.plain)) and not _mark_of(below.plain)
    return is_bullet and below.indent > first.indent + 1


def _is_spaced(lines: Sequence[_Line]) -> bool:
    """Whether blank lines part the paragraphs, so that one line's end alone parts none."""
    own = [
        below.is_blank
        for line, below in pairwise(lines)
        if not line.is_blank and not _mark_of(line.plain)
    ]
    return bool(own) and sum(own) >= SPACED_SHARE * len(own)


def _is_wrapped(above: _Line, below: _Line, width: int, *, is_spaced: bool = False) -> bool:
    """Whether the line below goes on with the paragraph of the line above.

    It does where its first word would not have fitted on the line above, or where the line above
    stops in the middle of a sentence. A short line that does neither is a heading or an item.
    """
    first_word = below.plain.split(" ", 1)[0]
    is_full = len(above.plain) + 1 + len(first_word) > width > LABEL_WIDTH // 2
    is_full = is_full and width <= WRAPPED_WIDTH
    mark = _mark_of(below.plain)
    is_dash = mark.strip() in ("-", "\u2014") and below.plain[len(mark)].islower()
    if is_dash and is_full and not _mark_of(above.plain) and not above.plain.endswith(":"):
        return True
    if mark or any(_is_notes(line.plain) or _is_header(line.plain) for line in (above, below)):
        return False
    if below.plain[0].islower():
        return True
    if is_full:
        return True
    if is_spaced and below.plain[0] not in "\"'":
        ends = above.plain.endswith((".", "!", "?", '"', "'"))
        return len(above.plain) > (LABEL_WIDTH // 2 if ends else LABEL_WIDTH)
    # A line cannot end with “of the” or a comma, wherever its sender's program broke it.
    return above.plain.endswith(",") or above.plain.rsplit(" ", 1)[-1] in _NEVER_LAST


def _block(group: Sequence[_Line]) -> Iterator[_Block]:
    start, end = group[0].start, group[-1].end
    plain = group[0].plain if len(group) == 1 else " ".join(line.plain for line in group)
    if not any(map(str.isalnum, plain)):
        return
    if len(group) == 1 and _is_notes(plain):
        yield _Block(start, end, plain, group[0].indent)
        return
    mark = _mark_of(plain)
    inner = _mark_of(plain[len(mark) :]) if mark else ""
    skipped = len(mark) + len(inner)
    yield _Block(
        start + skipped,
        end,
        plain[skipped:],
        group[0].indent,
        (inner or mark).strip(),
        is_nested=bool(inner),
    )


def _mark_of(plain: str) -> str:
    """The mark of a bullet and the space after it, or "" for words that are no bullet."""
    found = _MARK.match(plain)
    return found.group() if found and found.end() < len(plain) else ""


def _is_notes(plain: str) -> bool:
    """Whether words begin the notes to editors: “Notes to editors”, “ENDS”, “Background”."""
    return _NOTES.match(" ".join(plain[:LONGEST_LABEL].split())) is not None


def _level(levels: list[tuple[int, str]], block: _Block) -> int:
    """How deep a bullet is: by its indent, or by a mark that is used inside other bullets."""
    mark = "1" if _NUMBER_MARK.match(block.mark) else block.mark.lstrip("(")[:1]
    is_letter = mark.isalpha() and len(block.mark) > 1
    is_inner = mark in _INNER_MARKS or (is_letter and bool(levels) and levels[-1][1] == "1")
    while levels and (
        block.indent < levels[-1][0] - 1
        and not (is_inner and mark != levels[-1][1] and len(levels) == 1)
    ):
        levels.pop()
    known = [number for number, (_, other) in enumerate(levels) if other == mark]
    if block.is_nested:
        if not levels:
            levels.append((block.indent, ""))
        del levels[1:]
        levels.append((block.indent, mark))
    elif known and block.indent <= levels[known[-1]][0] + 1:
        del levels[known[-1] + 1 :]
    elif not levels or block.indent > levels[-1][0] + 1 or is_inner:
        levels.append((block.indent, mark))
    else:
        levels[-1] = (block.indent, mark)
    return len(levels)


def _kind(plain: str) -> SectionKind:
    """A heading is a short line that begins like one and doesn't end like a sentence."""
    plain = " ".join(plain[: 2 * HEADING_WIDTH].split())
    is_heading = (
        len(plain) <= HEADING_WIDTH
        and (plain[0].isupper())
        and not plain.endswith((".", ",", ";", "!", '"', "'", ":"))
        and not _is_header(plain)
        and not _SPEECH_END.search(plain)
    )
    is_label = (
        plain.endswith(":")
        and len(plain) <= LABEL_WIDTH // 2
        and plain[0].isupper()
        and plain.count(" ") <= 3
        and not plain.endswith(("ed:", "ing:", "include:", "includes:", "saw:"))
        and _CLAUSE_WORDS.isdisjoint(plain.casefold().split())
        and not _SPEECH_END.search(plain)
    )
    return SectionKind.HEADING if is_heading or is_label else SectionKind.PARAGRAPH


# Sentences ---------------------------------------------------------------------------------------


def sentences(reading: Reading, section: Section) -> list[Span]:
    """The sentences of a section, in order and without outer white space."""
    plain = reading.plain
    spans: list[Span] = []
    start = section.start
    for stop in _STOP.finditer(plain, section.start, section.end):
        if _ends_sentence(plain, stop, section):
            spans.append(Span(start, stop.end()))
            start = stop.end()
    spans.append(Span(start, section.end))
    trimmed = (_trimmed(plain, span) for span in spans)
    return [span for span in trimmed if span.start < span.end]


def _trimmed(plain: str, span: Span) -> Span:
    words = plain[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip()))


def _ends_sentence(plain: str, stop: re.Match[str], section: Section) -> bool:
    """Whether a stop ends a sentence: what follows begins one, and it marks no abbreviation."""
    end = stop.end()
    if end >= section.end:
        return True
    if not plain[end].isspace():
        return _lacks_space(plain, stop, section)
    # The next letter is searched for, since any amount of white space may stand before it.
    begins = _NOT_SPACE.search(plain, end, section.end)
    if begins is None:
        return True
    following = begins.group()
    if following[0].islower():
        return False
    if plain[stop.start()] == "." and stop.end() - stop.start() == 1:
        return not _is_abbreviation(plain, stop.start(), section.start, following)
    return True


def _lacks_space(plain: str, stop: re.Match[str], section: Section) -> bool:
    """“…were seized.The force…”: a stop whose space was forgotten, in no address."""
    at, end = stop.start(), stop.end()
    before, after = plain[max(section.start, at - 2) : at], plain[end : min(end + 2, section.end)]
    if not (before.isalpha() and before.islower() and len(before) == 2):
        return False
    if not (len(after) == 2 and after[0].isupper() and (after[1].islower() or after[1] == " ")):
        return False
    word_start = max(section.start, at - 40)
    word = plain[word_start:at].split()[-1]
    return not any(sign in word for sign in ("@", "/", "www"))


def _is_abbreviation(plain: str, at: int, start: int, following: str) -> bool:
    """“Mr.”, “J.”, “No. 10”, “e.g.”: a full stop after which the sentence goes on."""
    words = plain[max(start, at - 24) : at].split()
    if not words:
        return False
    word = words[-1].lstrip("\"'([")
    small = word.casefold()
    if small in _NUMBERED:
        return following[0].isdigit()
    if small in _MONTHS:
        return following[0].isdigit()
    if small in ("a.m", "p.m"):
        return False
    if len(word) == 1 and word.isalpha():
        return word.isupper() and word != "I"
    if small in _ABBREVIATIONS:
        return True
    return "." in word and all(len(part) == 1 and part.isalpha() for part in word.split("."))
