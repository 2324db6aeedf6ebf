"""What must agree across content files: ids and slugs, units, categories, versions. No Django."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

from operations.content import entries
from operations.content.checking_charts import check_charts
from operations.content.problems import Problem
from releases.claims import check_claim


def check(content: entries.Content) -> list[Problem]:
    """Every disagreement between entries, in the files' order."""
    return [
        *_slugs_once(content),
        *_references(content),
        *(p for release in content.releases for p in _release(release, content)),
        *Figures(content).problems(),
        *check_charts(content),
        *_speakers(content.releases),
    ]


def speaker_slug(name: str) -> str:
    """A person's slug, from the name: “Siân O’Brien” is sian-obrien."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower().replace("'", "")).strip("-")


def _slugs_once(content: entries.Content) -> Iterator[Problem]:
    groups: list[tuple[str, Iterable[tuple[str, entries.Entry]]]] = [
        ("topic", ((e.slug, e) for e in content.topics)),
        ("publisher", ((e.slug, e) for e in content.publishers)),
        ("organisation", ((e.slug, e) for e in content.organisations)),
        ("dimension", ((e.slug, e) for e in content.dimensions)),
        ("operation", ((e.slug, e) for e in content.operations)),
        ("metric", ((e.slug, e) for e in content.metrics)),
        ("chart", ((e.slug, e) for e in content.charts)),
        ("release", ((e.slug, e) for e in content.releases)),
    ]
    for dimension in content.dimensions:
        categories = ((e.slug, e) for e in dimension.categories)
        groups.append((f"category of {dimension.slug}", categories))
    groups += [
        (f"phase of {operation.slug}", ((e.slug, e) for e in operation.phases))
        for operation in content.operations
    ]
    for called, named in groups:
        first: dict[str, entries.Entry] = {}
        for slug, entry in named:
            before = first.setdefault(slug, entry)
            if slug and before is not entry:
                where = f"{before.file}, {before.field}" if before.field else before.file
                yield entry.problem("slug", f"the {called} “{slug}” is in {where} already.")


def _references(content: entries.Content) -> Iterator[Problem]:
    topics = [topic.slug for topic in content.topics]
    dimensions = [dimension.slug for dimension in content.dimensions]
    rocus = [o.slug for o in content.organisations if o.kind == "rocu"]
    organisations = [organisation.slug for organisation in content.organisations]
    for organisation in content.organisations:
        where = "organisations.toml as a rocu"
        yield from organisation.unresolved("rocu", organisation.rocu, rocus, where)
    for operation in content.operations:
        yield from operation.unresolved("topics", operation.topics, topics, "topics.toml")
        yield from operation.unresolved(
            "organisations", operation.organisations, organisations, "organisations.toml"
        )
    for metric in content.metrics:
        yield from metric.unresolved("topics", metric.topics, topics, "topics.toml")
        yield from metric.unresolved("dimension", metric.dimension, dimensions, "dimensions.toml")


def _release(release: entries.Release, content: entries.Content) -> Iterator[Problem]:
    publishers = [publisher.slug for publisher in content.publishers]
    topics = [topic.slug for topic in content.topics]
    operations = [operation.slug for operation in content.operations]
    yield from release.unresolved("publisher", release.publisher, publishers, "publishers.toml")
    yield from release.unresolved("topics", release.topics, topics, "topics.toml")
    yield from release.unresolved("operations", release.operations, operations, "operations.toml")
    for number, edition in enumerate(release.editions, start=1):
        if edition.number != number:
            yield edition.problem("number", f"it is {edition.number}, but edition {number} is due.")
    yield from _issued_in_order(release.editions)
    own = {figure.id: figure for figure in release.figures}
    for claim in release.claims:
        yield from _claim(claim, own)


def _issued_in_order(editions: tuple[entries.Edition, ...]) -> Iterator[Problem]:
    """Where there are several editions, each needs its day: one ends when the next begins."""
    if len(editions) == 1:
        return
    for before, edition in zip((None, *editions), editions, strict=False):
        latest = edition.issued.latest
        if latest is None:
            yield edition.issued.problem("", "with several editions each needs its day. Record it.")
        elif before and before.issued.latest and before.issued.latest >= latest:
            yield edition.issued.problem("", "it must be later than the edition before it.")


def _claim(claim: entries.Claim, own: dict[str, entries.Figure]) -> Iterator[Problem]:
    for figure_id in claim.figures:
        if figure_id not in own:
            yield claim.problem("figures", f"“{figure_id}” is no figure of this release.")
            return
    parts = [(own[i].value, own[i].qualifier, own[i].unit) for i in claim.figures]
    if parts:
        try:
            check_claim(claim.value, claim.qualifier, claim.unit, parts)
        except ValueError as error:
            yield claim.problem("figures", f"they can’t be summed up so: {error}")


def _speakers(releases: Iterable[entries.Release]) -> Iterator[Problem]:
    """Two spellings of one person would share an address."""
    names: dict[str, str] = {}
    for release in releases:
        for quotation in release.quotations:
            name = names.setdefault(speaker_slug(quotation.speaker), quotation.speaker)
            if name != quotation.speaker:
                yield quotation.problem("speaker", f"elsewhere it is “{name}”. Write both alike.")


class Figures:
    """All figures of the content, by id, with what they must agree with."""

    def __init__(self, content: entries.Content) -> None:
        self.content = content
        self.metrics = {metric.slug: metric for metric in content.metrics}
        self.categories = {d.slug: {c.slug for c in d.categories} for d in content.dimensions}
        self.organisations = {organisation.slug for organisation in content.organisations}
        self.phases = {o.slug: {phase.slug for phase in o.phases} for o in content.operations}
        # The first statement of each figure.
        self.by_id: dict[str, tuple[entries.Release, entries.Figure]] = {}
        for release in content.releases:
            for figure in sorted(release.figures, key=lambda figure: figure.edition):
                self.by_id.setdefault(figure.id, (release, figure))

    def problems(self) -> Iterator[Problem]:
        for release in self.content.releases:
            numbers = {edition.number for edition in release.editions}
            uses = Counter((figure.id, figure.edition) for figure in release.figures)
            for figure in release.figures:
                yield from self._named(figure)
                yield from self._version(release, figure)
                yield from self._revision(release, figure)
                if figure.id and uses[figure.id, figure.edition] > 1:
                    yield figure.problem(
                        "id", f"“{figure.id}” is used twice. Make a new id for one of them."
                    )
                if figure.edition not in numbers:
                    yield figure.problem("edition", f"there is no edition {figure.edition}.")

    def _named(self, figure: entries.Figure) -> Iterator[Problem]:
        metric = self.metrics.get(figure.metric)
        yield from figure.unresolved("metric", figure.metric, self.metrics, "metrics/")
        if metric is not None:
            if figure.unit and figure.unit != metric.unit:
                yield figure.problem(
                    "unit",
                    f"it is “{figure.unit}”, but {metric.slug} is in “{metric.unit}”. "
                    "Convert the value; the words keep what was said.",
                )
            known = self.categories.get(metric.dimension, set())
            where = f"the dimension of {metric.slug} ({metric.dimension or 'it has none'})"
            yield from figure.unresolved("category", figure.category, known, where)
        yield from figure.unresolved(
            "organisation", figure.organisation, self.organisations, "organisations.toml"
        )
        yield from figure.unresolved("operation", figure.operation, self.phases, "operations.toml")
        if figure.phase and not figure.operation:
            yield figure.problem("phase", "a phase needs its operation. Name the operation too.")
        elif figure.operation in self.phases:
            phases = self.phases[figure.operation]
            yield from figure.unresolved(
                "phase", figure.phase, phases, f"{figure.operation}’s phases"
            )

    def _version(self, release: entries.Release, figure: entries.Figure) -> Iterator[Problem]:
        """A figure id is one release's, and of one thing: a later edition may restate it."""
        first_release, first = self.by_id[figure.id]
        if not figure.id:
            return
        if first_release is not release:
            yield figure.problem(
                "id", f"“{figure.id}” is in {first_release.file} already. Make a new id."
            )
        elif first is not figure and not figure.same_thing_as(first):
            yield figure.problem(
                "id",
                f"“{figure.id}” has another metric, category or period in edition "
                f"{first.edition}. A corrected figure keeps them; another figure needs a new id.",
            )

    def _revision(self, release: entries.Release, figure: entries.Figure) -> Iterator[Problem]:
        if not figure.revises:
            return
        if figure.revises not in self.by_id:
            yield figure.problem("revises", f"there is no figure “{figure.revises}”.")
            return
        earlier_release, earlier = self.by_id[figure.revises]
        if earlier_release is release:
            yield figure.problem(
                "revises", "it names a figure of this release. Name one of an earlier release."
            )
        elif not figure.same_thing_as(earlier):
            yield figure.problem(
                "revises",
                f"“{figure.revises}” has another metric, category or period "
                f"({earlier.metric}, {earlier.category or 'no category'}, {earlier.period}).",
            )
