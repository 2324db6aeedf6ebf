"""Keys of what programs read, and the shapes that are made of them.

A key says what its value may be (JSON Schema) and what it means; a shape is keys in order.
"""

from collections.abc import Mapping
from typing import Any

from rest_framework import serializers

Schema = dict[str, Any]
SLUG = r"^[-a-zA-Z0-9_]+$"


class Told(serializers.Field):
    """A value of which ``schema`` (JSON Schema) says what it may be and ``what`` means what."""

    def __init__(self, schema: Schema, what: str, *, required: bool = False) -> None:
        super().__init__(required=required)
        self.schema = {**schema, "description": what}


def text(what: str, **more: Any) -> Told:
    return Told({"type": "string", **more}, what)


def named(what: str) -> Told:
    return Told({"type": "string", "pattern": SLUG}, what)


def named_or_none(what: str) -> Told:
    return Told({"type": ["string", "null"], "pattern": SLUG}, what)


def names(what: str) -> Told:
    return Told({"type": "array", "items": {"type": "string", "pattern": SLUG}}, what)


def one_of(choices: Any, what: str, *, or_none: bool = False) -> Told:
    values = [str(one) for one in choices]
    return Told({"type": "string", "enum": ["", *values] if or_none else values}, what)


def day(what: str) -> Told:
    return Told({"type": ["string", "null"], "format": "date"}, what)


def moment(what: str) -> Told:
    """Aware, with the offset of London's clocks."""
    return Told({"type": ["string", "null"], "format": "date-time"}, what)


def address(what: str) -> Told:
    return Told({"type": "string", "format": "uri"}, what)


def address_or_none(what: str) -> Told:
    return Told({"type": ["string", "null"], "format": "uri"}, what)


def elsewhere(what: str) -> Told:
    """Somebody else's address; "" where none is recorded."""
    return Told({"type": "string"}, what)


def whole(what: str) -> Told:
    return Told({"type": "integer", "minimum": 1}, what)


def yes_or_no(what: str) -> Told:
    return Told({"type": "boolean"}, what)


class Shape(serializers.Serializer):
    """A thing; ``?fields=`` may leave any of its keys out, so that none is promised."""

    @classmethod
    def key_names(cls) -> tuple[str, ...]:
        return tuple(cls._declared_fields)

    @classmethod
    def told(cls) -> dict[str, str]:
        """What each key holds, in words."""
        return {
            name: one.schema["description"] if isinstance(one, Told) else str(one.help_text)
            for name, one in cls._declared_fields.items()
        }


class Whole(Shape):
    """A thing within another, which always has all of its keys."""

    def get_fields(self) -> dict[str, Any]:
        fields: dict[str, Any] = super().get_fields()
        for field in fields.values():
            field.required = True
        return fields


def made_of(
    name: str, what: str, fields: Mapping[str, serializers.Field], of: type[Shape] = Shape
) -> type[Shape]:
    """A shape whose keys are known to the program only."""
    made: type[Shape] = serializers.SerializerMetaclass(name, (of,), {"__doc__": what, **fields})
    return made
