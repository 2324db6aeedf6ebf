"""The OpenAPI 3.1 document, made of the very lists, shapes and parameters that answers are made of.

drf-spectacular finds the addresses and writes the document; what each takes and gives is told by
``catalogue``. No row of the database is asked, so that examples can tell of none (EL-29).
"""

import copy
import json
import re
from functools import cache
from typing import Any, Literal

from django.conf import settings
from django.urls import include, path
from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.renderers import OpenApiYamlRenderer
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse

from npcc_site.api import keys, problems, shapes
from npcc_site.api import parameters as p
from npcc_site.api.catalogue import LISTS
from npcc_site.api.lists import Listed
from operations.figure_ids import PATTERN

VERSION = "1.0.0"
FORMATS = {"json": "application/json", "yaml": "application/yaml"}
DESCRIPTION = (
    "What UK policing said it did: releases, operations and every figure with the words that state "
    "it. Reading only, without a key, from any site’s scripts. Each address shows the present, or "
    "with `as_at` the site as it was. Lists are walked by cursor. What is wrong is told as problem "
    "details (RFC 9457)."
)

# The parts of addresses of single things.
_PARTS: dict[str, tuple[dict[str, Any], str, str]] = {
    "figure_id": ({"type": "string", "pattern": f"^{PATTERN.pattern}$"}, "Id of the figure.",
                  "b63hf4dmb7fn"),
    "number": ({"type": "integer", "minimum": 1, "maximum": 9999}, "Number of the edition.", "1"),
    "release": ({"type": "string", "pattern": keys.SLUG}, "Slug of the release.", "a-release"),
    "operation": ({"type": "string", "pattern": keys.SLUG}, "Slug of the operation.", "sceptre"),
    "slug": ({"type": "string", "pattern": keys.SLUG}, "Its slug.", ""),
}  # fmt: skip
_EXAMPLES = {
    "releases": "a-release", "operations": "sceptre", "phases": "november-2023",
    "organisations": "west-midlands", "metrics": "arrests", "charts": "a-chart",
    "topics": "knife-crime", "people": "a-person", "publishers": "npcc",
}  # fmt: skip


class _ToldField(OpenApiSerializerFieldExtension):
    target_class = keys.Told

    def map_serializer_field(self, auto_schema: Any, direction: Any) -> dict[str, Any]:
        schema: dict[str, Any] = copy.deepcopy(self.target.schema)
        return schema


def part(listed: Listed, name: str) -> p.Parameter:
    """A part of the address of a single thing."""
    schema, what, example = _PARTS[name]
    return p.Parameter(name, what, schema, example=example or _EXAMPLES.get(listed.name, ""))


def parts(address: str, listed: Listed) -> list[p.Parameter]:
    """All parts of such an address, which has each between braces."""
    return [part(listed, name) for name in re.findall(r"{(\w+)}", address)]


@cache
def page_shape(listed: Listed) -> Any:
    """A page of the list: its rows, and the addresses of the pages beside it."""
    what = {
        "next": keys.address_or_none("Address of the next page; null on the last."),
        "previous": keys.address_or_none("Address of the page before; null on the first."),
        "results": listed.shape(many=True, help_text="The rows."),
    }
    name = f"{listed.shape.__name__}Page"
    return keys.made_of(name, "A page of a list.", what, of=keys.Whole)


class Described(AutoSchema):
    """How REST framework's views tell of themselves: by the list that they are about."""

    @property
    def listed(self) -> Any:
        return self.view.of

    @property
    def is_list(self) -> bool:
        return hasattr(self.view, "filterset_class")

    def get_operation_id(self) -> str:
        if self.listed is None:
            return "root"
        return f"list_{self.listed.name}" if self.is_list else f"get_{self.listed.one}"

    def get_tags(self) -> list[str]:
        return [self.listed.name if self.listed else "root"]

    def get_summary(self) -> str:
        if self.listed is None:
            return "Where everything is"
        article = "An" if self.listed.one[0] in "aeiou" else "A"
        return f"List {self.listed.name}" if self.is_list else f"{article} {self.listed.one}"

    def get_description(self) -> str:
        return self.listed.what if self.listed else "The address of each list."

    def get_auth(self) -> list[Any]:
        return []

    def get_request_serializer(self) -> None:
        return None

    def get_override_parameters(self) -> list[Any]:
        listed = self.listed
        if listed is None:
            return [_parameter(p.MOMENT), *_HEADERS]
        if self.is_list:
            return [*map(_parameter, listed.parameters), *_HEADERS]
        named = [_parameter(one, "path") for one in parts(self.path, listed)]
        return [*named, *map(_parameter, listed.parameters_of_one), *_HEADERS]

    def get_response_serializers(self) -> dict[Any, Any]:
        listed = self.listed
        if listed is None:
            address = {"type": "string", "format": "uri"}
            found: Any = {"type": "object", "properties": {one.name: address for one in LISTS},
                          "required": [one.name for one in LISTS],
                          "additionalProperties": False}  # fmt: skip
        else:
            found = page_shape(listed) if self.is_list else listed.shape
        kinds = {kind.status: kind for kind in reversed(problems.KINDS)}
        leads_on = listed is not None and listed.name == "charts" and not self.is_list
        if self.is_list or listed is None:
            kinds.pop(problems.NOT_FOUND.status)
        if self.is_list or listed is None or listed.name not in ("releases", "editions", "charts"):
            kinds.pop(problems.GONE.status)
        moved = {301: OpenApiResponse(description="A former address: it is here.")}
        return {
            (200, "application/json"): OpenApiResponse(found, description="What was asked for."),
            **(moved if leads_on else {}),
            304: OpenApiResponse(description="As it was: the ETag that was sent is still right."),
            # Given by what stands before this process, in words of its own.
            414: OpenApiResponse(description="The address is longer than a server reads."),
            429: OpenApiResponse(description="Asked too often: Retry-After says when to go on."),
            **{
                (status, problems.MEDIA_TYPE): OpenApiResponse(
                    shapes.Problem, description=kinds[status].title
                )
                for status in sorted(kinds)
            },
        }


def _parameter(one: p.Parameter, location: Literal["query", "path"] = "query") -> OpenApiParameter:
    several = one.many or one.joined
    examples = [OpenApiExample("example", value=[one.example] if one.many else one.example)]
    if one.joined:
        examples = [OpenApiExample("example", value=one.example.split(","))]
    elif one.schema.get("type") == "integer":
        examples = [OpenApiExample("example", value=int(one.example))]
    return OpenApiParameter(
        one.name,
        one.whole_schema,
        location,
        required=location == "path",
        description=one.what,
        style="form" if several else None,
        explode=one.many if several else None,
        examples=examples if one.example else (),
    )


_HEADERS = [
    OpenApiParameter(name, str, OpenApiParameter.HEADER, description=what, response=[200])
    for name, what in {
        "ETag": "A sum of the answer: send it as If-None-Match, and what is unchanged is a 304.",
        "Link": "rel=next and rel=prev beside a page; rel=original of a past state.",
    }.items()
]


def closed(result: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
    """No shape has keys beyond those that are described."""
    for schema in result["components"]["schemas"].values():
        if schema.get("type") == "object":
            schema["additionalProperties"] = False
    return result


def document(ending: str) -> tuple[bytes, str]:
    """The document and its media type, in ``FORMATS[ending]``."""
    generator = SchemaGenerator(patterns=[path("api/", include("npcc_site.api.urls"))])
    told = generator.get_schema(request=None, public=True)
    told["info"] = {"title": settings.SITE_NAME, "version": VERSION, "description": DESCRIPTION,
                    "contact": {"email": settings.REPORT_ADDRESS}}  # fmt: skip
    told["servers"] = [{"url": settings.SITE_ORIGIN}]
    told["tags"] = [{"name": one.name, "description": one.what} for one in LISTS]
    told["externalDocs"] = {"url": f"{settings.SITE_ORIGIN}/api/"}
    if ending == "yaml":
        return OpenApiYamlRenderer().render(told), FORMATS[ending]
    text = json.dumps(told, ensure_ascii=False, indent=1)
    return f"{text}\n".encode(), FORMATS[ending]
