"""What each thing looks like to a program: its keys in order, what each holds, and in which words.

One description for answers and for the OpenAPI document. Rows hold their values ready; nothing is
worked out here. Empty words are "", what is missing is null.
"""

from rest_framework import serializers

from npcc_site.api.keys import (
    Schema,
    Shape,
    Told,
    Whole,
    address,
    day,
    elsewhere,
    made_of,
    moment,
    named,
    named_or_none,
    names,
    one_of,
    text,
    whole,
    yes_or_no,
)
from npcc_site.api.problems import KINDS
from operations import models
from operations.opendata.columns import DESCRIBED, Column, Datatype


def _told(column: Column) -> Told:
    """A column of the files as a key: empty words "", an empty date or moment null."""
    kinds: dict[Datatype, Schema] = {
        Datatype.NUMBER: {"type": "number"},
        Datatype.WHOLE: {"type": "integer"},
        Datatype.DATE: {"type": ["string", "null"], "format": "date"},
        Datatype.MOMENT: {"type": ["string", "null"], "format": "date-time"},
        Datatype.ADDRESS: {"type": "string", "format": "uri"},
        Datatype.TEXT: {"type": "string"},
    }
    schema = kinds[column.datatype]
    if column.choices:
        choices = [str(one) for one in column.choices]
        schema = {**schema, "enum": choices if column.required else ["", *choices]}
    if column.pattern:
        schema = {**schema, "pattern": f"^{column.pattern}$"}
    return Told(schema, column.description)


# The columns of every file are the keys of a figure, in their order.
Figure = made_of(
    "Figure",
    "A stated figure, with the columns of every file of figures.",
    {column.name: _told(column) for column in DESCRIBED},
)


class Edition(Shape):
    """One version of what a release says."""

    release = named("Slug of the release.")
    number = whole("1 is the first; a correction or planned revision is the next.")
    title = text("Title as issued.")
    summary = text("What it says, in this site’s words.")
    notes = text("What to know beside its figures, in this site’s words.")
    video_url = elsewhere("Address of its film or stream; empty where there is none.")
    issued_earliest = day("Day on which its source issued it, or the first of a range.")
    issued_latest = day("The same day, or the last of the range; null where it is not recorded.")
    issued_basis = text("How the day is known.")
    embargo_until = moment("When its embargo lifted; null where there was none.")
    embargo_as_stated = text("The embargo in the release’s own words.")
    change_kind = one_of(["correction", "revision"], "Why it took the place of the edition before.",
                         or_none=True)  # fmt: skip
    change_note = text("What changed, and why.")
    published_at = moment("Since when it counts as public.")
    recorded_at = moment("When this site took it over, for what was public elsewhere before.")
    ended_at = moment("When the next edition took its place; null while it is in force.")
    url = address("Its release’s page on this site, in the state that says this.")


class Release(Shape):
    """A release, with its edition in force."""

    slug = named("Its name in addresses, for ever.")
    publisher = named("Slug of the publisher.")
    source_url = elsewhere("The publisher’s own page; empty where none is recorded.")
    via_title = text("The press report or copy through which it was seen; else empty.")
    via_url = elsewhere("Address of that report.")
    second_hand = yes_or_no("Whether it is known only through a report.")
    topics = names("Slugs of its topics.")
    operations = names("Slugs of the operations that it tells of.")
    edition = Edition(required=False, help_text="The edition in force.")
    url = address("Its page on this site.")


class Quotation(Shape):
    """Who said what in a release."""

    release = named("Slug of the release.")
    edition = whole("Number of the edition that quotes it.")
    speaker = named("Slug of the person.")
    speaker_name = text("The person’s name.")
    role = text("Their role as the release gives it.")
    words = text("The words held here: a short phrase, letter for letter.")
    gist = text("What is said, in this site’s words.")
    url = address("The release’s page, at its quotations.")


class Operation(Shape):
    """An operation, or another named effort."""

    slug = named("Its name in addresses.")
    name = text("Its name.")
    summary = text("What it is for, in this site’s words.")
    note = text("What to know of it.")
    topics = names("Slugs of its topics.")
    organisations = names("Slugs of those who lead it or take part.")
    phases = names("Slugs of its phases, which are unique within it.")
    url = address("Its page on this site.")


class Phase(Shape):
    """One go of an operation."""

    operation = named("Slug of the operation.")
    slug = named("Its own slug, unique within the operation.")
    name = text("Its name.")
    start = day("First day; null where it is not recorded.")
    end = day("Last day, included; null where it is not recorded.")
    note = text("How the days are known, and what is doubtful.")
    url = address("The operation’s page on this site.")


class Organisation(Shape):
    """A force, a regional or national unit, or a partner."""

    slug = named("Its name in addresses.")
    name = text("Its name.")
    kind = one_of(models.Organisation.Kind.values, "What sort of body it is.")
    ons_code = text("ONS code of its area; empty where there is none.")
    country = text("Country; may be empty.")
    region = text("Home Office region in which a force lies.")
    rocu = named_or_none("Slug of the regional organised crime unit to which a force belongs.")
    note = text("What to know of it.")
    url = address("Its page on this site.")


class Category(Whole):
    """One value of what a metric is broken down by."""

    slug = named("Its slug, unique within the dimension.")
    name = text("Its name, as figures have it.")


class Dimension(Whole):
    """What a metric is broken down by."""

    slug = named("Its slug: a filter names a category as dimension.category.")
    name = text("Its name.")
    categories = Category(many=True, help_text="Its values.")


class Metric(Shape):
    """A defined quantity: figures of one metric count the same thing."""

    slug = named("Its name in addresses.")
    name = text("Its name.")
    counted = text("Plural of what is counted; empty for weights, money and time.")
    unit = one_of(models.Unit.values, "Unit of its figures.")
    per = one_of(models.Metric.Per.values, "What a rate is for.", or_none=True)
    kind = one_of(models.Metric.Kind.values, "Whether periods add up (flow) or must not be added.")
    better = one_of(models.Metric.Better.values, "Which direction is better, if any.")
    definition = text("What is counted and how, in this site’s words.")
    note = text("Traps: changes of definition, what not to add.")
    topics = names("Slugs of its topics.")
    dimension = Dimension(required=False, allow_null=True, help_text="What it is broken down by.")
    url = address("Its page on this site.")


class Files(Whole):
    """A chart's files; each address follows corrections."""

    png = address("Picture of pixels.")
    svg = address("Picture that stays sharp.")
    csv = address("Its figures, with the columns of every file of figures.")
    xlsx = address("Its figures as a workbook with a cover and notes.")
    json = address("All that it says, point by point.")


class Chart(Shape):
    """A chart: what it says, and where its pictures and figures are."""

    slug = named("Its name in addresses; a former one leads on to it.")
    title = text("Its finding.")
    subtitle = text("What is shown, when and where.")
    note = text("What to know of it.")
    alt = text("What the picture shows, in words.")
    kind = one_of(models.Chart.Kind.values, "How it is drawn.")
    along = one_of(models.Chart.Along.values, "What its places stand for.")
    topic = named_or_none("Slug of its topic.")
    release = named_or_none("Slug of the release that it belongs to, if to one.")
    metrics = names("Slugs of the metrics that it plots.")
    files = Files(required=False, help_text="Its pictures and figures.")
    embed = address("The page to show in a frame.")
    url = address("Its page on this site.")


class Change(Whole):
    """What a correction or revision did to one figure."""

    figure_id = text("Id of the figure.")
    subject = text("What it is of, in words.")
    was = text("What it was, in words; empty for a figure that is new.")
    now = text("What it is since, in words.")


class Correction(Shape):
    """A correction, a planned revision or a withdrawal, and why."""

    id = text("A name for ever (RFC 4151); feeds have the same.")
    kind = one_of(models.PublicChange.Kind.values, "What was done.")
    release = named("Slug of the release; of a withdrawn one it answers 410.")
    number = Told({"type": ["integer", "null"]}, "Number of the edition that made the change.")
    title = text("Title of the release.")
    reason = text("What changed and why.")
    published_at = moment("When it was made.")
    publisher = named("Slug of the publisher.")
    topics = names("Slugs of the release’s topics.")
    figures = Change(many=True, required=False, help_text="The figures that it changed.")
    url = address("The release’s page on this site.")


class Topic(Shape):
    """A subject of releases, metrics and operations."""

    slug = named("Its name in addresses.")
    name = text("Its name.")
    summary = text("What it is, in this site’s words.")
    url = address("Its page on this site.")


class Person(Shape):
    """Somebody who is quoted."""

    slug = named("Their name in addresses.")
    name = text("Their name.")
    url = address("Their page on this site.")


class Publisher(Shape):
    """Who issues releases."""

    slug = named("Its name in addresses.")
    name = text("Its name.")
    website = elsewhere("Its website; may be empty.")
    press_office = text("Whom a journalist rings; empty where it is not known.")
    press_phone = text("Telephone of the press office.")
    press_email = text("Mail of the press office.")
    licence = text("Licence of its figures; empty where none is recorded.")
    licence_url = elsewhere("Address of the licence.")
    note = text("What to know of it.")


class Wrong(Whole):
    """One parameter, and what is wrong with it."""

    parameter = text("Its name.")
    detail = text("What is wrong.")


class Problem(serializers.Serializer):
    """Problem details (RFC 9457)."""

    type = Told({"type": "string", "format": "uri"}, "What sort of problem it is, explained there.",
                required=True)  # fmt: skip
    title = Told({"type": "string", "enum": list(dict.fromkeys(k.title for k in KINDS))},
                 "The sort in words.", required=True)  # fmt: skip
    status = Told({"type": "integer"}, "The status of the answer.", required=True)
    detail = Told({"type": "string"}, "What is wrong this time, and what to do.", required=True)
    instance = Told({"type": "string"}, "The path that was asked for; never in a 404.")
    errors = Wrong(many=True, required=False, help_text="Parameters with a wrong value.")
    allowed = Told({"type": "array", "items": {"type": "string"}}, "Parameters that it takes.")
