"""A made-up release of the form and size of a national unit's yearly results, with its metrics."""

from operations.models import Metric
from releases.models import Publisher
from tests import factories

TITLE = "Boat thieves jailed for hundreds of years after river units join forces"

TEXT = """Boat thieves jailed for hundreds of years after river units join forces

Source: National River Police Board

UNDER EMBARGO UNTIL 00:01, FRIDAY 17 NOVEMBER 2023

  • 700 years in jail for thieves and those who paid them
  • Two tonnes of stolen engines taken off the water
  • Dozens of boats and over 2,000 litres of stolen fuel recovered
      o the fuel was sold by the barrel
  • Over 900 owners and children given safety advice

Thieves who worked the rivers of Exampleshire and Northvale have been jailed for almost 700 years \
after specialist river units searched yards, moorings and sheds in just 12 months.

The units took one tonne of outboard engines and hundreds of life jackets out of the hands of \
dealers in the year 2022/23, which led to 684 years in prison for organised thieves.

Throughout the 12 month period the four River Crime Units (RCUs) followed those who steal to \
order, those who move what was stolen, and those who sell it on.

Recorded seizures are considerably higher than in 2021/22, with many more owners given advice.

Over 12 months, the work of these specialist units resulted in:

  • 1280kg of outboard engines seized
  • 640kg of copper seized
  • 112kg or brass fittings seized
  • 684 years handed out in prison sentences
  • £1.4m in cash seized
  • 96 boats recovered
  • 2310 litres of fuel recovered
  • 412 children given safety advice
  • 503 owners given safety advice
  • £2m in restraint orders issued
  • 37 yards closed

Chief Constable Alex Example, the Board’s lead for theft on the water, said: “Hundreds of families \
will sleep better with these engines back on their boats and the people who took them behind bars. \
The public can be sure that nobody is out of reach because they work at night and by river.

“These operations not only broke up gangs that had done well for years, but taught us much that \
will guide what we do next, on every river and every coast.

“This can only be done with the help of those who live and work beside the water. By listening to \
them, and by marking what is theirs, we bring thieves to court and return what was taken.

“Where police, harbour masters and owners work side by side, thieves do not last long. Mark your \
engine, chain your boat, and tell us what you see: it is the small thing that somebody noticed \
which leads us to the yard where everything is kept.”

Assistant Chief Constable Jo Placeholder, the Board’s lead for River Crime Units, said: “The \
network of units plays a large part in taking apart the groups behind these thefts, and in keeping \
stolen engines from being sold to people who do not ask where they come from.

“Our task is to protect those who live from the river. We go after the people at the top, who take \
the profit and leave the risk to others, often to boys who know no better.

“Much of this work is never seen. The results of last year show what it is worth.

“We will go on. If you steal on the water, we will find you.”

Upper River Crime Unit

More than a dozen men were part of a ring that flooded Anytown with 10kg of melted copper over a \
seven month period.

The copper came from moorings, from the roofs of boat houses and from a bridge that had to be \
closed to walkers for the summer. It was melted in a shed behind a farm, poured into bars, and \
sold as if it were new to people who build and who did not look closely at what they bought.

The two groups used borrowed vans and paid boys to keep watch, and sold what they took to dealers \
who asked no questions.

All 16 men appeared before Anytown Crown Court, where they were jailed for a combined 96 years and \
two months.

Lower River Crime Unit

Three men faced trial after officers found a workshop in which 3D printed number plates were made \
for stolen boats.

The plates were good enough to pass by day, and the papers that went with them better still. Each \
boat had a new name, a new colour and an owner who did not exist, and was offered for sale far \
from the water that it had been taken from, often to families who had saved for years to buy one.

The unit worked with harbour masters in three counties for a year before the first door was opened.

Officers searched 24 addresses and seized nine printing machines. Two of the men were sentenced to \
a total of 11 years. One was as young as 19.

Estuary Crime Unit

The estuary is the widest water that the units look after, and the one with the fewest people on \
it at night. Thieves come from the sea, cut the chains of boats that lie on the mud, and are gone \
with the tide. Officers learnt from the people who fish there where strangers had been seen, and \
waited in the reeds through many cold nights until the same van came back.

A family who lived by selling stolen engines was brought to court under the Theft Act 1968.

Seven further people pleaded guilty to handling stolen goods, and 18 engines were returned to \
their owners.

Notes to editors

1. The River Crime Units cover Exampleshire and Northvale; the coast is not included.
2. Pictures can be asked for on 01632 960 123.
"""

# What the release counts: name, unit, what is counted.
METRICS = (
    ("Years of prison sentences", "month", ""),
    ("Weight of outboard engines seized", "kg", ""),
    ("Weight of copper seized", "kg", ""),
    ("Weight of brass fittings seized", "kg", ""),
    ("Cash seized", "GBP", ""),
    ("Boats recovered", "count", "boats"),
    ("Litres of fuel recovered", "count", "litres of fuel"),
    ("Children given safety advice", "count", "children"),
    ("Owners given safety advice", "count", "owners"),
    ("Restraint orders issued", "GBP", ""),
    ("Yards closed", "count", "yards"),
    ("Addresses searched", "count", "addresses"),
    ("Engines returned to their owners", "count", "engines"),
    ("People sentenced", "count", "people"),
    ("Printing machines seized", "count", "machines"),
)


def make_metrics() -> tuple[Publisher, list[Metric]]:
    """The publisher and the metrics, as an office has them after a year or two."""
    publisher = factories.publisher(name="National River Police Board")
    return publisher, [
        factories.metric(name=name, unit=unit, counted=counted, slug=f"m-{number}")
        for number, (name, unit, counted) in enumerate(METRICS)
    ]
