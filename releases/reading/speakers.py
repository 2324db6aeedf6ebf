"""Who is meant: a person's name and role out of the words around a quotation. No Django.

Names are told from posts by the words that press offices use for ranks and posts; no list of
people or places is needed. A person is named in full once and then by surname, by “he” or “she”
or by the post, as newspapers' style guides have it; `Cast` keeps who was named so far.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from releases.reading.letters import Reading
from releases.reading.words import word_set

# A subject is read within this many characters, so that no text makes the reading slow.
REACH = 320
# ... and a part of it, back from a name, within so many words.
WORDS_BACK = 24

_RANKS = word_set(
    """chief deputy assistant constable superintendent supt inspector insp sergeant sgt detective
    det commander commissioner temporary temp t/ acting a/ officer pc dc ds di dci dsu dsupt dcs wpc
    pcso cc dcc acc dac ac ch dep asst t/dci a/dci t/di a/di t/ds t/acc t/dcc a/acc a/dcc t/cc
    mr mrs ms miss mx dr doctor prof professor sir dame lord lady baroness baron judge justice
    rev reverend revd captain capt major colonel col general brigadier lieutenant corporal admiral
    rt hon honourable recorder his her honour investigating senior special"""
)
_COURTESY = word_set("mr mrs ms miss mx")
_POSTS = word_set(
    """minister secretary lead leader head director manager chair chairman chairwoman chairperson
    president executive officer ceo coo pcc apcc mp msp ms cllr councillor mayor prosecutor
    solicitor barrister co-ordinator coordinator adviser advisor analyst statistician ombudsman
    spokesman spokeswoman spokesperson governor investigator member ambassador envoy founder
    co-founder campaigner chaplain bishop archbishop imam rabbi specialist consultant nurse teacher
    headteacher principal owner scientist expert supervisor controller marshal clerk registrar
    economist researcher lecturer author curator warden inspector commissioner constable
    superintendent commander sergeant detective judge deputy detectives chancellor trustee
    volunteer patron producer editor reporter correspondent baronet prosecutor convener
    recorder magistrate coroner"""
)
_ROLES = _RANKS | _POSTS
_DIGNITIES = word_set(
    """obe mbe cbe qpm kpm bem dl jp mp msp ms qc kc phd frs qfsm kcb dbe kbe cb qam kam qvrm td"""
)
# Capitalised words that stand in the names of bodies, places and posts, not of people.
_NOT_NAMES = word_set(
    """the a an and of for in on at to by with from police policing council councils agency office
    service services force forces constabulary authority association associations partnership trust
    unit units team department ministry government commission college university society foundation
    charity group ltd limited plc network centre center board court courts crown committee
    federation union institute hospital school schools academy parliament command crime crimes
    operation operations op project programme national regional local public border home road roads
    street streets prison probation fire rescue ambulance transport victim victims witness support
    safety security order hate knife cyber fraud drugs drug organised serious economic financial
    violence domestic abuse acquisitive robbery neighbourhood community communities british english
    welsh scottish irish england wales scotland ireland northern uk eu united kingdom european
    international global city county borough district state federal royal house
    lords commons justice cabinet treasury revenue customs health education children young people
    youth women girls business retail industry technology digital science data intelligence counter
    terrorism terror armed firearms response roads traffic marine dog mounted cid major
    investigation investigations taskforce rocus ops
    january february march july september
    october november december monday tuesday wednesday thursday friday saturday sunday today
    yesterday tomorrow this that these those he she they we i it his her their our my you who which
    whose when while as after before during following since until if but however also meanwhile
    earlier later last next then there here now today's both all each every some many more most no
    not one two three four five speaking commenting welcoming responding reacting announcing
    describing highlighting reflecting launching thanking praising paying explaining adding
    summing concluding sentencing addressing writing talking asked question quote statement news
    press release media notes editors ends background further information case study images north
    south east west midlands central upper lower great greater new"""
)
_PARTICLES = word_set("de da del della van von der den ter al el bin ibn ap ab di du le la o'")
_SKIPPED = word_set(
    """and but so then today yesterday meanwhile earlier later also however now finally added
    monday tuesday wednesday thursday friday saturday sunday"""
)
_BEFORE_ROLES = word_set("the a an our by quote quotes statement comment from of")
# What follows a name and is no post: “…, who led the inquiry”, “…, speaking outside court”.
_ASIDES = word_set(
    """who whose whom which that where speaking commenting pictured aged adding said says after
    before during as when while following in on because but since until having welcoming
    responding reacting this there it he she they we also today yesterday then so"""
)
_OUTSIDERS = word_set("judge spokesperson spokesman spokeswoman owner teacher nurse doctor mother")
_BODIES = word_set(
    """force council agency government family department charity trust union company office police
    officers team unit association commission victim"""
)
_PRONOUNS = word_set("he she they")
# Ranks, posts, points of the compass and the like that are surnames as well.
_ALSO_SURNAMES = word_set(
    """young north south east west street house major judge constable bishop head lord general
    warden marshal justice"""
)
_PREPOSITIONS = word_set("of from at with for")

_TOKEN = re.compile(r"[^\s,;:()\"\u2014]+")
# Where one part of a subject ends: a comma, a bracket, a dash between spaces.
_BREAK = re.compile(r"[,;:()\"\u2014]|(?<=\s)-(?=\s)")
_LEADING = re.compile(r"\A(?:(?:the|a|an|of|from|at|with|as|and|is|was|our|to)\s+)+", re.IGNORECASE)
_ARTICLE = re.compile(r"(?:a|an|the|one|another|our)\s+", re.IGNORECASE)
_DESCRIBED = re.compile(
    r"(?:^|\s)(?P<who>(?:the|a|an)\s+(?:[\w'’-]+\s+){0,3}[\w'’-]+)$", re.IGNORECASE
)
_IS_POST = re.compile(r"\s+(?:is|was)\s+(?=[A-Z]|the\b|an?\b)")


@dataclass(frozen=True)
class Speaker:
    """A person's name and what the text calls them: either may be ""."""

    name: str = ""
    role: str = ""


NOBODY = Speaker()


@dataclass(frozen=True)
class _Token:
    start: int
    end: int
    word: str
    part: int
    is_shouted: bool = False

    @property
    def small(self) -> str:
        return self.word.casefold().rstrip(".").removesuffix("'s")

    @property
    def is_name(self) -> bool:
        """Whether the word can stand in a person's name."""
        first = self.word.lstrip("'")[:1]
        return (
            first.isupper()
            # Capitals alone abbreviate a body's name; two of them are a person's initials.
            and (
                self.is_shouted or self.is_initial or len(self.word) <= 2 or not self.word.isupper()
            )
            and not any(letter.isdigit() for letter in self.word)
            and self.small not in _ROLES
            and (self.small not in _NOT_NAMES or self.is_initial)
            and self.small not in _DIGNITIES
        )

    @property
    def is_initial(self) -> bool:
        letters = self.word.rstrip(".").split(".")
        return "." in self.word and all(len(letter) == 1 for letter in letters)

    @property
    def is_role(self) -> bool:
        return self.small in _ROLES


@dataclass(frozen=True)
class _Found:
    """A name among the tokens, from ``first`` to ``last``, and how surely it is one."""

    first: int
    last: int
    is_titled: bool


@dataclass(frozen=True)
class Mention:
    """A person named at a place; ``subject`` is the first one named in the same sentence."""

    at: int
    sentence: int
    speaker: Speaker
    subject: Speaker


@dataclass
class Cast:
    """The people whom a release has named so far, in its order."""

    mentions: list[Mention] = field(default_factory=list)
    by_surname: dict[str, Speaker] = field(default_factory=dict)

    def add(self, at: int, sentence: int, speaker: Speaker) -> None:
        """Note that a person is named here; places must come in order."""
        known = self.known(speaker)
        last = self.mentions[-1] if self.mentions else None
        subject = last.subject if last and last.sentence == sentence else known
        self.mentions.append(Mention(max(at, last.at if last else 0), sentence, known, subject))

    def known(self, speaker: Speaker) -> Speaker:
        """The same person with the full name and the role that were given before."""
        if not speaker.name:
            return speaker
        surname = speaker.name.split()[-1].casefold()
        before = self.by_surname.get(surname)
        is_full = " " in speaker.name
        same = before is not None and (not is_full or before.name == speaker.name)
        if before is None or not same:
            if is_full or before is None:
                self.by_surname[surname] = speaker
            return speaker
        found = Speaker(before.name, speaker.role or before.role)
        if not before.role and found.role:
            self.by_surname[surname] = found
        return found

    def known_as(self, word: str) -> Speaker:
        """Who is meant by a first name or a surname alone."""
        small = word.casefold()
        for mention in reversed(self.mentions[-20:]):
            if small in mention.speaker.name.casefold().split():
                return self.known(mention.speaker)
        return Speaker(word)

    def last_before(self, at: int) -> Speaker:
        """Whom “he” or “she” means: who the nearest sentence before that names anyone begins with.

        The person named first is the sentence's subject, as a rule.
        """
        index = bisect_left(self.mentions, at, key=lambda mention: mention.at)
        return self.mentions[index - 1].subject if index else NOBODY

    def with_role(self, words: str, at: int) -> Speaker:
        """Whom “the chief constable” or “the minister” means; nobody where no one has that post."""
        index = bisect_left(self.mentions, at, key=lambda mention: mention.at)
        wanted = words.casefold().split()[-1:]
        for mention in reversed(self.mentions[max(0, index - 20) : index]):
            full = self.known(mention.speaker)
            if wanted and wanted[0] in full.role.casefold().replace(",", " ").split():
                return full
        return NOBODY


def named(reading: Reading, start: int, end: int) -> Speaker | None:
    """The person whom words name as their subject: “Sergeant Jo Example, of Anytown Police,”."""
    tokens = _tokens(reading.plain, start, end)
    found = _name(tokens)
    if found is None:
        return None
    first, last = tokens[found.first], tokens[found.last]
    name = reading.words(first.start, last.end).rstrip(".,'")
    if other := _other_speaker(reading, tokens, found, end):
        rank = ", ".join(_roles_before(reading, tokens, found))
        both = [role for role in dict.fromkeys((rank, other.role)) if role]
        return Speaker(f"{_plain_name(name)} and {other.name}", " and ".join(both))
    roles = _roles_before(reading, tokens, found)
    after = _roles_after(reading, tokens, found)
    if roles and after and tokens[found.last + 1].small == "and":
        # “PCC Alex Example and national lead for X” is one post after another.
        roles[-1] += f" and {after.pop(0)}"
    roles += after
    return Speaker(_plain_name(name), ", ".join(roles))


def _plain_name(name: str) -> str:
    return name.removesuffix("'s").removesuffix("’s")


def _other_speaker(
    reading: Reading, tokens: Sequence[_Token], found: _Found, end: int
) -> Speaker | None:
    """The second of two: “Sergeant Jo Example and Inspector Sam Sample said”."""
    after = found.last + 1
    if after + 1 >= len(tokens) or tokens[after].small != "and":
        return None
    rest = tokens[after + 1 :]
    other = _name(rest)
    if other is None or rest[other.first].part != tokens[found.last].part:
        return None
    is_person = other.is_titled or other.first == 0
    return named(reading, rest[0].start, end) if is_person else None


def described(reading: Reading, start: int, end: int) -> str:
    """Who speaks without a name: “A spokesperson for Anytown Council”, “the chief constable”."""
    words = reading.words(start, end).strip(" ,.:;-")
    parts = [part.strip() for part in words.split(",") if part.strip()]
    parts = [part for part in parts if part.split()[0].casefold() not in _ASIDES]
    stated = [part for part in parts if not part.split()[0].endswith("ing")]
    parts = stated or parts
    for part in parts:
        if _ARTICLE.match(part):
            return part
    if not parts:
        return ""
    # “Stressing the need for change the Chair” has its subject last.
    tail = _DESCRIBED.search(parts[-1])
    return tail.group("who") if tail else " ".join(parts[0].split()[:12])


def resolved(reading: Reading, start: int, end: int, cast: Cast) -> Speaker:
    """Who a subject is: a person named there, or one named before, or somebody without a name."""
    start = max(start, end - REACH)
    if person := named(reading, start, end):
        return cast.known(person)
    words = reading.plain[start:end].strip(" \n,.:;-").casefold().split()
    if not words:
        return NOBODY
    if words[0] in _PRONOUNS or words[-1] in _PRONOUNS:
        return cast.last_before(start)
    role = described(reading, start, end)
    if not role:
        return NOBODY
    if role.casefold().startswith("the "):
        return _by_post(role, start, cast)
    if is_name(role):
        return cast.known_as(role)
    return Speaker("", _ARTICLE.sub("", role, count=1))


def is_name(words: str) -> bool:
    """Whether a word alone can be a person's: “Jo, whose shop was burgled, said”."""
    return " " not in words and _Token(0, len(words), words, 0).is_name


def _by_post(role: str, at: int, cast: Cast) -> Speaker:
    """The person with that post; else, if it is a post at all, whoever was named last."""
    bare = _ARTICLE.sub("", role, count=1)
    # “The Chair, who …” and “the minister for X”: the post's own word comes before these.
    head = re.split(r"\s+(?:of|for|from|at|who)\s+|,", bare, maxsplit=1)[0]
    last = head.casefold().split()[-1:] or [""]
    found = cast.with_role(head, at)
    if found.name:
        return found
    if last[0] in _ROLES and last[0] not in _OUTSIDERS:
        return cast.last_before(at) if cast.last_before(at).name else Speaker("", bare)
    return Speaker("", bare)


def is_somebody(speaker: Speaker) -> bool:
    """Whether a speaker is a person or a body, and no sign, message or law."""
    words = speaker.role.casefold().split()
    is_known = not (_ROLES | _BODIES).isdisjoint(words)
    return bool(speaker.name) or speaker.role[:1].isupper() or is_known


def mentions(reading: Reading, start: int, end: int) -> Iterator[tuple[int, Speaker]]:
    """The people whom a sentence names with a rank or a post, and where."""
    words = reading.plain[start:end].casefold().replace(".", " ").replace(",", " ").split()
    if _ROLES.isdisjoint(words):
        return
    tokens = _tokens(reading.plain, start, end)
    at = floor = 0
    while at < len(tokens):
        if not (tokens[at].is_name and at and tokens[at - 1].is_role):
            at += 1
            continue
        last = _run_end(tokens, at)
        if tokens[at - 1].part == tokens[at].part:
            found = _Found(at, last, is_titled=True)
            roles = _roles_before(reading, tokens, found, floor)
            roles += _post_said_of(reading, tokens[last].end, end)
            name = reading.words(tokens[at].start, tokens[last].end).rstrip(".,'")
            yield (
                tokens[at].start,
                Speaker(name.removesuffix("'s").removesuffix("’s"), ", ".join(roles)),
            )
        at = floor = last + 1


def _post_said_of(reading: Reading, at: int, end: int) -> list[str]:
    """The post in “Commander Alex Example is the national lead for X” or “…, the lead for X,”."""
    plain = reading.plain
    stop = min(end, at + 160)
    if says := _IS_POST.match(plain, at, stop):
        start = says.end()
    elif plain.startswith(", ", at):
        start = at + 2
    else:
        return []
    breaks = _BREAK.search(plain, start, stop)
    finish = breaks.start() if breaks else stop
    words = reading.words(start, finish).rstrip(".")
    small = words.casefold().split()
    is_post = bool(small) and small[0] not in _ASIDES and any(word in _ROLES for word in small)
    return [words] if is_post else []


def _tokens(plain: str, start: int, end: int) -> list[_Token]:
    """The words of a stretch, numbered by the part (between commas or dashes) they stand in."""
    tokens: list[_Token] = []
    is_shouted = plain[start:end].isupper()
    part = 0
    breaks = iter([found.start() for found in _BREAK.finditer(plain, start, end)])
    next_break = next(breaks, end)
    for found in _TOKEN.finditer(plain, start, end):
        while next_break <= found.start():
            part += 1
            next_break = next(breaks, end)
            if next_break == end:
                break
        is_number = found.group().isdigit() and bool(tokens) and tokens[-1].is_role
        if found.group() == "-" or is_number:
            continue
        pieces = _split_hyphen(found.group())
        at = found.start()
        for number, piece in enumerate(pieces):
            part += number
            tokens.append(_Token(at, at + len(piece), piece, part, is_shouted))
            at += len(piece) + 1
    return tokens


def _split_hyphen(word: str) -> list[str]:
    """“Crime-Alex”: a dash without its spaces, between a post and a name."""
    left, dash, right = word.partition("-")
    known = left.casefold() in _NOT_NAMES or left.casefold() in _ROLES
    is_glued = dash and left[:1].isupper() and right[:1].isupper() and known
    return [left, right] if is_glued and right.casefold() not in _ROLES else [word]


def _name(tokens: Sequence[_Token]) -> _Found | None:
    """The first name: after a rank, or alone at the beginning of a part; else one after a post."""
    weak: _Found | None = None
    at = 0
    while at < len(tokens):
        if not tokens[at].is_name:
            at += 1
            continue
        last = _run_end(tokens, at)
        same_part = at > 0 and tokens[at - 1].part == tokens[at].part
        if same_part and tokens[at - 1].is_role and not _is_body(tokens, last):
            return _Found(at, last, is_titled=True)
        if _begins_part(tokens, at) and 1 <= last - at <= 3 and not _is_body(tokens, last):
            return _Found(at, last, is_titled=False)
        if weak is None and last - at >= 1 and _ends_part(tokens, last):
            if _has_post(tokens, at):
                weak = _Found(last - 1, last, is_titled=False)
            elif same_part and _is_relation(tokens[at - 1]):
                weak = _Found(at, last, is_titled=False)
        at = last + 1
    return weak


def _run_end(tokens: Sequence[_Token], first: int) -> int:
    """The last token of the name that begins at ``first``: four words at the most."""
    last = first
    names = 1
    at = first + 1
    while at < len(tokens) and names < 4 and tokens[at].part == tokens[first].part:
        token = tokens[at]
        if token.is_name or _is_middle_initial(token) or (names == 1 and _is_surname(tokens, at)):
            last, names = at, names + 1
        elif token.small not in _PARTICLES:
            break
        at += 1
    return last


def _is_middle_initial(token: _Token) -> bool:
    return len(token.word) == 1 and token.word.isupper()


def _is_surname(tokens: Sequence[_Token], at: int) -> bool:
    """“Sergeant Alex West”: a word that is no name by itself, after a first name and last."""
    is_last = at + 1 == len(tokens) or tokens[at + 1].part != tokens[at].part
    return (
        tokens[at].word[:1].isupper()
        and tokens[at].small in _ALSO_SURNAMES
        and (is_last or tokens[at + 1].word.islower())
    )


def _is_body(tokens: Sequence[_Token], last: int) -> bool:
    """Whether a run of capitalised words goes on as the name of a body or a post."""
    if last + 1 >= len(tokens) or tokens[last + 1].part != tokens[last].part:
        return False
    after = tokens[last + 1]
    if tokens[last].word.endswith("'s"):
        return True
    if after.small in _DIGNITIES:
        return False
    if after.word[:1].isupper():
        return after.small in _NOT_NAMES or after.is_role
    # “Kids Matter chief executive Jo Example”: the name is still to come.
    rest = tokens[last + 2 : last + 2 + WORDS_BACK]
    return after.is_role and any(
        token.is_name and token.part == after.part and before.is_role
        for before, token in pairwise([after, *rest])
    )


def _part_start(tokens: Sequence[_Token], at: int) -> int:
    """The first token of the part that ``at`` stands in, or one `WORDS_BACK` before it."""
    start = at
    while start > max(0, at - WORDS_BACK) and tokens[start - 1].part == tokens[at].part:
        start -= 1
    return start


def _begins_part(tokens: Sequence[_Token], at: int) -> bool:
    return all(token.small in _SKIPPED for token in tokens[_part_start(tokens, at) : at])


def _is_relation(token: _Token) -> bool:
    """“His wife Jo Example”, “welcomed by Jo Example”: a common noun or “by” before a name."""
    return token.small == "by" or (
        token.word.islower() and token.small not in _NOT_NAMES and token.small not in _ASIDES
    )


def _ends_part(tokens: Sequence[_Token], last: int) -> bool:
    return last + 1 == len(tokens) or tokens[last + 1].part != tokens[last].part


def _has_post(tokens: Sequence[_Token], at: int) -> bool:
    """Whether the part names a post before: “Minister for Roads Alex Example”, no “A lead …”."""
    own = tokens[_part_start(tokens, at) : at]
    return any(token.small in _POSTS for token in own) and own[0].small not in ("a", "an")


def _roles_before(
    reading: Reading, tokens: Sequence[_Token], found: _Found, floor: int = 0
) -> list[str]:
    """The rank or post in front of a name, and one in a part of its own before that.

    ``floor`` is the first token that can belong to it: one after another person's name.
    """
    first = found.first
    at = max(_part_start(tokens, first), floor)
    own = list(tokens[at:first])
    if own and (own[0].small in _ASIDES or (floor and at == floor)):
        own = _walked_back(own)
    while own and own[0].small in _SKIPPED | _BEFORE_ROLES:
        own = own[1:]
    while own and own[-1].small in _COURTESY:
        own = own[:-1]
    if own and not any(token.is_role for token in own):
        own = own[-1:] if _is_relation(own[-1]) and own[-1].small != "by" else []
    elif own and any(token.word.islower() and not token.is_role for token in own):
        own = _from_post(own)
    earlier = [] if floor and at == floor else _part_before(tokens, at)
    roles = [_words(reading, earlier)] if earlier else []
    return roles + _parted(reading, own)


def _walked_back(own: Sequence[_Token]) -> list[_Token]:
    """The capitalised words right before a name: a rank after “Speaking at the hearing”."""
    at = len(own)
    while at and (own[at - 1].word[:1].isupper() or own[at - 1].is_role):
        at -= 1
    return list(own[at:])


def _from_post(own: Sequence[_Token]) -> list[_Token]:
    """The words from where a post can begin: after a verb, nothing before it is part of one."""
    if own[0].word[:1].isupper() or own[0].is_role:
        return list(own)
    return _walked_back(own)


def _part_before(tokens: Sequence[_Token], at: int) -> list[_Token]:
    """The part before a name's own, where it states a post: “The Crime Minister, Alex Example”."""
    if not at:
        return []
    words = list(tokens[_part_start(tokens, at - 1) : at])
    if words[0].small in _ASIDES or words[0].small.endswith("ing"):
        return []
    while words and words[0].small in ("the", "a", "an", "and", "but"):
        words = words[1:]
    return words if any(token.is_role for token in words) else []


def _parted(reading: Reading, own: Sequence[_Token]) -> list[str]:
    """“Gold Lead Chief Constable” is a post and a rank: two."""
    if not own:
        return []
    at = len(own)
    while at and own[at - 1].small in _RANKS:
        at -= 1
    before = own[:at]
    is_post = bool(before) and (
        before[-1].small in _POSTS
        or any(
            token.small in _POSTS and after.small in ("for", "of")
            for token, after in pairwise(before)
        )
    )
    if at < len(own) and is_post:
        return [_words(reading, own[:at]), _words(reading, own[at:])]
    return [_words(reading, own)]


def _words(reading: Reading, tokens: Sequence[_Token]) -> str:
    return reading.words(tokens[0].start, tokens[-1].end)


def _roles_after(reading: Reading, tokens: Sequence[_Token], found: _Found) -> list[str]:
    """What is said of a person after the name: “, head of X, Anytown College,”, “of Y Police”."""
    own = [token for token in tokens[found.last + 1 :] if token.part == tokens[found.last].part]
    while own and own[0].small in _DIGNITIES:
        own = own[1:]
    roles: list[str] = []
    states = own and (own[0].small in _PREPOSITIONS | {"is", "was"})
    if states or (own and own[0].small == "and" and any(token.is_role for token in own)):
        roles += _stated(reading, own)
    elif own and own[0].small == "and":
        pass
    elif own:
        # A verb follows, and with it the sentence: “Alex Example told them of a plan, …”.
        return roles
    after = found.last + 1 + (len(own))
    while after < len(tokens) and tokens[after].part == tokens[found.last].part:
        after += 1
    parts: dict[int, list[_Token]] = {}
    for token in tokens[after:]:
        parts.setdefault(token.part, []).append(token)
    for part in parts.values():
        if part[0].small in _ASIDES and len(part) > 1:
            break
        is_age = part[0].word.isdigit() and len(part) == 1
        is_aside = len(part) == 1 and part[0].small in _ASIDES | _DIGNITIES
        if is_age or is_aside:
            continue
        roles += _stated(reading, part)
    return roles


def _stated(reading: Reading, part: Sequence[_Token]) -> list[str]:
    words = _words(reading, part).strip(" .,-'")
    kept = words if words.casefold().startswith("the ") else _LEADING.sub("", words, count=1)
    return [kept] if kept else []
