"""The document of a published version: what it said, in one order and one spelling.

Nobody keeps it: it is written anew from the rows as they were in force, and its hash proves that
they have not changed. It names references by their address alone, since their words may be edited,
and leaves out where a phrase stands in a text, which may be found later. Its shape may never
change for what is sealed: a new one needs another ``FORMAT`` beside this.

``operations`` adds what it knows by ``section``.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.db import connection, models

from releases.models import Edition, Salt, Seal, SourceText, Speaker
from releases.published import is_public_login

FORMAT = 1
BLOCK = 65_536  # bytes: a document may tell of 100,000 figures, so it is never whole in memory

EDITION_FIELDS = (
    "number", "title", "summary", "notes", "video_url", "embargo_until", "embargo_as_stated",
    "issued_earliest", "issued_latest", "issued_basis", "change_note", "change_kind",
)  # fmt: skip


@dataclass
class Names:
    """Addresses of reference rows by their primary keys, each table read once.

    They are asked for at the moment at which the version entered the record: an archive may name
    a metric that became public later than the day that the archive bears.
    """

    at: datetime | None  # None: whenever (staff's login)
    _held: dict[type[models.Model], dict[int, str]] = field(default_factory=dict)

    def of(self, model: type[models.Model]) -> Callable[[int | None], str]:
        """A function from primary key to address; None has an empty one."""
        if model not in self._held:
            rows: Any = model._default_manager.all()
            rows = rows if self.at is None else rows.public(self.at)
            self._held[model] = dict(rows.values_list("pk", "slug"))
        names = self._held[model]
        return lambda pk: "" if pk is None else names[pk]


# Writes one list of the document. Called with the edition, its moment and the names: it looks the
# names up at once, and reads its rows as it is iterated.
Section = Callable[[Edition, datetime, Names], Iterator[dict[str, Any]]]
_sections: dict[str, Section] = {}
_relations: list[str] = []


def section(name: str, *, reads: str = "") -> Callable[[Section], Section]:
    """Register a list of the document under ``name``.

    ``reads`` names the relation of the edition whose rows it writes, which share the edition's
    moment; whoever writes many documents fetches it for all of them at once.
    """

    def register(written: Section) -> Section:
        _sections[name] = written
        if reads:
            _relations.append(reads)
        return written

    return register


def with_what_they_say(editions: models.QuerySet[Edition]) -> models.QuerySet[Edition]:
    """The editions with all that their documents read, but for the figures."""
    one_each = ("release", "salt", "source_text")
    return editions.select_related(*one_each).prefetch_related(*_relations)


@section("quotations", reads="quotations")
def _quotations(edition: Edition, at: datetime, names: Names) -> Iterator[dict[str, Any]]:
    speaker = names.of(Speaker)
    return (
        {"speaker": speaker(q.speaker_id), "role": q.role, "words": q.words, "gist": q.gist}
        for q in in_position(edition.quotations.all())
    )


@section("wordings", reads="wordings")
def _wordings(edition: Edition, at: datetime, names: Names) -> Iterator[dict[str, Any]]:
    """New words for charts and topics; of which one is left out, since that may be withdrawn."""
    return (
        {"of": w.table, "field": w.field, "words": w.words}
        for w in sorted(edition.wordings.all(), key=lambda w: (w.table, w.field, w.words))
    )


def in_position(rows: Iterable[Any]) -> list[Any]:
    """Rows of an edition in the order in which they were entered."""
    return sorted(rows, key=lambda row: (row.position, row.pk))


def document(
    edition: Edition, at: datetime, *, recorded_at: datetime | None, names: Names | None = None
) -> Iterator[bytes]:
    """The document of ``edition``, public from ``at`` on, in blocks.

    ``recorded_at`` is its seal's, where that entered the record later than it is dated. On the
    public login's connection the transaction looks back to ``at`` from then on, so nothing else
    may be asked of it afterwards.
    """
    names = names or Names(max(at, recorded_at) if recorded_at else at)
    if names.at is not None:
        _look_back_to(names.at)
    lists = {name: written(edition, at, names) for name, written in _sections.items()}
    release = edition.release.slug
    _look_back_to(at)
    salt: Salt | None = getattr(edition, "salt", None)
    whole = {
        "format": FORMAT,
        "release": release,
        "edition": {name: spelled(getattr(edition, name)) for name in EDITION_FIELDS},
        "salt": salt.value if salt else "",
        "text": _text(edition, recorded_at),
        **lists,
    }
    return _blocks(_pieces(whole))


def document_of(seal: Seal) -> Iterator[bytes] | None:
    """The document that ``seal`` is of; None where its release is withdrawn."""
    at = seal.published_from
    assert at is not None  # it is in the record  # noqa: S101
    _look_back_to(at)
    edition = Edition.objects.public(at).filter(pk=seal.edition_id).select_related("release")
    found = edition.first()
    return document(found, at, recorded_at=seal.recorded_at) if found else None


def sha256_of(blocks: Iterator[bytes]) -> str:
    whole = hashlib.sha256()
    for block in blocks:
        whole.update(block)
    return whole.hexdigest()


def spelled(value: Any) -> Any:
    """A value as the document writes it: moments in UTC, numbers without idle noughts."""
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return value


def moment(at: datetime) -> str:
    """An instant as the record writes it, to the microsecond."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _text(edition: Edition, recorded_at: datetime | None) -> str | None:
    """The text's hash; None where it was not held yet when the version entered the record."""
    held: SourceText | None = getattr(edition, "source_text", None)
    if held is None:
        return None
    if held.recorded_at and (recorded_at is None or held.recorded_at > recorded_at):
        return None
    return hashlib.sha256(held.text.encode()).hexdigest()


def _look_back_to(at: datetime) -> None:
    if is_public_login(connection):
        with connection.cursor() as cursor:
            # The clamp of visible_at() holds here as everywhere: never later than now.
            cursor.execute("SELECT set_config('site.as_at', %s, true)", [at.isoformat()])


def _pieces(whole: dict[str, Any]) -> Iterator[bytes]:
    """JSON with sorted keys and nothing between, lists written as their rows are read."""
    for place, (name, value) in enumerate(sorted(whole.items())):
        yield (b"," if place else b"{") + _json(name) + b":"
        if not isinstance(value, Iterator):
            yield _json(value)
            continue
        yield b"["
        for item_place, item in enumerate(value):
            yield (b"," if item_place else b"") + _json(item)
        yield b"]"
    yield b"}"


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _blocks(pieces: Iterator[bytes]) -> Iterator[bytes]:
    block = bytearray()
    for piece in pieces:
        block += piece
        if len(block) >= BLOCK:
            yield bytes(block)
            block.clear()
    yield bytes(block)
