"""Areas that figures speak of, with their ONS codes where one exists. Pure data, no Django.

Codes: ONS register of geographic codes (country and region level). “West Midlands” is a region
here and a force among the organisations; the two never share a slug.
"""

from typing import NamedTuple


class Area(NamedTuple):
    slug: str
    name: str
    ons_code: str = ""


AREAS = (
    Area("united-kingdom", "United Kingdom", "K02000001"),
    Area("great-britain", "Great Britain", "K03000001"),
    Area("england-and-wales", "England and Wales", "K04000001"),
    Area("england-wales-scotland", "England, Wales and Scotland", "K03000001"),
    Area("england-wales-northern-ireland", "England, Wales and Northern Ireland"),
    Area("england", "England", "E92000001"),
    Area("wales", "Wales", "W92000004"),
    Area("scotland", "Scotland", "S92000003"),
    Area("northern-ireland", "Northern Ireland", "N92000002"),
    Area("london", "London", "E12000007"),
    Area("north-east", "North East", "E12000001"),
    Area("north-west", "North West", "E12000002"),
    Area("yorkshire-and-the-humber", "Yorkshire and the Humber", "E12000003"),
    Area("east-midlands", "East Midlands", "E12000004"),
    Area("west-midlands-region", "West Midlands (region)", "E12000005"),
    Area("east-of-england", "East of England", "E12000006"),
    Area("south-east", "South East", "E12000008"),
    Area("south-west", "South West", "E12000009"),
)

AREA_NAMES = {area.slug: area.name for area in AREAS}
AREA_CODES = {area.slug: area.ons_code for area in AREAS}

_WITH_ARTICLE = ("United", "North", "South", "East", "West")
_BODIES = ("Service", "network", "Council", "Board", "Agency", "Unit", "Office")


def in_a_sentence(name: str) -> str:
    """Return the name of an area or body as a sentence takes it: “the United Kingdom”, “Wales”."""
    first, last = name.split()[:1], name.split()[-1:]
    takes_article = first and (
        (first[0] in _WITH_ARTICLE and name in AREA_NAMES.values()) or last[0] in _BODIES
    )
    return f"the {name}" if takes_article else name
