"""What the ten releases of November 2023 state, typed from their text; never read from content/.

A row: the words, the value and unit, the qualifier, the category (its name, or "") and the period.
"""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

Period = tuple[str, date | None, date | None]

UNDATED: Period = ("not_stated", None, None)
YEAR: Period = ("financial_year", date(2022, 4, 1), date(2023, 3, 31))
FOUR_DAYS: Period = ("odd", date(2023, 11, 2), date(2023, 11, 5))
MAY_2021: Period = ("month", date(2021, 5, 1), date(2021, 5, 31))
OCTOBER_WEEK: Period = ("week", date(2023, 10, 20), date(2023, 10, 26))
WEEK_BEFORE: Period = ("week", date(2023, 10, 13), date(2023, 10, 19))
AUGUST_2023: Period = ("month", date(2023, 8, 1), date(2023, 8, 31))
SCEPTRE_WEEK: Period = ("phase", date(2023, 11, 13), date(2023, 11, 19))
CALIBRE_WEEK: Period = ("phase", date(2022, 12, 10), date(2022, 12, 17))
BY_MAY_2024: Period = ("odd", None, date(2024, 5, 31))
FROM_2025: Period = ("odd", date(2025, 4, 1), None)
PLAN_DAY: Period = ("day", date(2023, 10, 23), date(2023, 10, 23))

GANGLAND = (
    "Gangland thugs jailed for thousands of years in just 12 months amid crackdown on organised "
    "crime"
)
FACES = "Summary from facial recognition APCC/NPCC Summit huddle"
QUANTUM = "Police will take quantum leap forward"
LIVE = "Watch APCC & NPCC Partnership Summit 2023 Live"
SCEPTRE = "Knife crime week of action turns spotlight on online retail"
PROTESTS = (
    "Police attend 67 protests in four days as chiefs warn they will come after anyone intent on "
    "criminality"
)
SCRUTINY = "Scrutiny of the Police Race Action Plan"
CALIBRE = "National Week of Action to tackle Personal Robbery launched"
ANONYMITY = "NPCC response to anonymity decision on firearms officer"
SHOPLIFTING = "Partnership to crack down on shoplifting"


class Stated(NamedTuple):
    words: str
    value: Decimal
    unit: str
    qualifier: str
    category: str
    period: Period


def _row(
    words: str,
    value: str,
    unit: str = "count",
    category: str = "",
    period: Period = UNDATED,
    qualifier: str = "exact",
) -> Stated:
    return Stated(words, Decimal(value), unit, qualifier, category, period)


STATED: dict[str, list[Stated]] = {
    GANGLAND: [
        _row("5827 years handed out in prison sentences", "5827", "year", period=YEAR),
        _row("5,827 years in prison", "5827", "year", period=YEAR),
        _row("nine Regional Organised Crime Units", "9", period=YEAR),
        _row("2780kg of cocaine seized", "2780", "kg", "Cocaine", YEAR),
        _row("926kg of cannabis seized", "926", "kg", "Cannabis", YEAR),
        _row("256kg or heroin seized", "256", "kg", "Heroin", YEAR),
        _row("£3.2m in dirty cash seized", "3200000", "GBP", period=YEAR),
        _row("271 guns seized", "271", period=YEAR),
        _row("1395 rounds of ammunition seized", "1395", period=YEAR),
        _row("1672 children safeguarded", "1672", "count", "Children", YEAR),
        _row("453 adults safeguarded", "453", "count", "Adults", YEAR),
        _row("£10m in restraint orders issued", "10000000", "GBP", period=YEAR),
        _row("More than a dozen drug dealers", "12", qualifier="more_than"),
        _row("10kg of Class A drugs", "10", "kg", "Class A drugs"),
        _row("over a seven month period", "7", "month"),
        _row("The two drug gangs", "2"),
        _row("All 18 conspirators", "18"),
        _row("a combined 166 years and one month", "1993", "month"),
        _row("Three men faced trial", "3"),
        _row("two partially built firearms", "2"),
        _row("two men from Bradford", "2"),
        _row("Two of the men have been jailed", "2"),
        _row("jailed for 32 years", "32", "year"),
        _row("two counts of human trafficking of a child", "2"),
        _row("Seven further subjects pleaded guilty", "7"),
        _row("one of which also pleaded guilty", "1"),
    ],
    FACES: [
        _row("by 100 percent", "100", "percent", period=BY_MAY_2024),
        _row("identified within one hour", "1", "hour", qualifier="up_to"),
        _row("identified within 10 hours", "10", "hour", qualifier="up_to"),
        _row("Without it – 14 days", "14", "day"),
        _row("200 suspects every single month", "200"),
        _row("identifying 149 suspects", "149"),
        _row("302 CCTV stills", "302"),
    ],
    QUANTUM: [
        _row("the four key areas of police reform", "4"),
        _row("10-year workforce plan", "10", "year"),
        _row("Four cutting edge technological projects", "4"),
        _row("3 days on average, per case", "3", "day"),
        _row("50% from FY25-26", "50", "percent", period=FROM_2025),
        _row("Without it – fourteen days", "14", "day"),
        _row("200 suspects every single month", "200"),
        _row("investment of £1.8m identified", "1800000", "GBP"),
        _row("400 assets currently in operation", "400"),
        _row("confidence levels above 65%", "65", "percent", "Most forces", qualifier="more_than"),
        _row("some remain over 80%", "80", "percent", "Some forces", qualifier="more_than"),
        _row("eight of those measure confidence levels higher", "8"),
    ],
    LIVE: [],
    SCEPTRE: [
        _row("all 43 police forces and British Transport Police", "43", period=SCEPTRE_WEEK),
        _row("to 2 years", "2", "year"),
    ],
    PROTESTS: [
        _row("67 protests occurred nationwide", "67", period=FOUR_DAYS),
        _row("67 protests in four days", "67", period=FOUR_DAYS),
        _row("in four days", "4", "day", period=FOUR_DAYS),
        _row("requiring 622 officers to police", "622", period=FOUR_DAYS),
        _row("eight protested-related arrests", "8", period=FOUR_DAYS),
        _row("arrests, across three forces", "3", period=FOUR_DAYS),
        _row(
            "they amount to £140,346 for the reporting period",
            "140346",
            "GBP",
            period=FOUR_DAYS,
            qualifier="about",
        ),
        _row("34 synagogues visits", "34", "count", "Jewish", FOUR_DAYS),
        _row("39 mosque visits", "39", "count", "Islamic", FOUR_DAYS),
        _row("Total Jewish community engagement – 48 contacts", "48", "count", "Jewish", FOUR_DAYS),
        _row(
            "Total Islamic community engagements – 58 contacts",
            "58",
            "count",
            "Islamic",
            FOUR_DAYS,
        ),
        _row("In the four weeks since the beginning of the conflict", "4", "week"),
        _row("an average of 19 per-day nationally", "19", "count", "Religion", MAY_2021),
        _row("a peak of 47", "47", "count", "Religion", MAY_2021),
        _row(
            "from 20-26 October, 210 offences were recorded",
            "210",
            "count",
            "Against Jewish people",
            OCTOBER_WEEK,
        ),
        _row(
            "a small (<1%) increase",
            "1",
            "percent",
            "Against Jewish people",
            OCTOBER_WEEK,
            "less_than",
        ),
        _row(
            "reported by the Metropolitan Police Service (71%)",
            "71",
            "percent",
            "Against Jewish people",
            OCTOBER_WEEK,
        ),
        _row("with 69 offences reported", "69", "count", "Against Muslims", OCTOBER_WEEK),
        _row(
            "compared to 74 offences the previous week",
            "74",
            "count",
            "Against Muslims",
            WEEK_BEFORE,
        ),
        _row(
            "an average of 29 antisemitic hate crime",
            "29",
            "count",
            "Against Jewish people",
            YEAR,
        ),
        _row(
            "65 anti-Muslim hate crimes recorded per week in 2022/23",
            "65",
            "count",
            "Against Muslims",
            YEAR,
        ),
    ],
    SCRUTINY: [
        _row("giving seven thematic", "7", "count", "Thematic", AUGUST_2023),
        _row(
            "seventeen workstream specific recommendations",
            "17",
            "count",
            "For one workstream",
            AUGUST_2023,
        ),
        _row(
            "All workstream specific recommendations were accepted in full",
            "17",
            "count",
            "For one workstream",
        ),
        _row("with the exception of one which was accepted in part", "1", "count", "Thematic"),
    ],
    CALIBRE: [
        _row("385 arrests made by forces", "385", period=CALIBRE_WEEK),
        _row("with 427 schools", "427", period=CALIBRE_WEEK),
        _row("126 local community events", "126", period=CALIBRE_WEEK),
    ],
    ANONYMITY: [],
    SHOPLIFTING: [
        _row("13 of the UK’s biggest retailers", "13", period=PLAN_DAY),
        _row("pledged to provide over £600,000", "600000", "GBP", qualifier="more_than"),
        _row("a 29% increase in charges for shoplifting", "29", "percent"),
    ],
}

# Words, value, unit, qualifier; what the figures come to, in their own unit; whether it holds.
CLAIMS = [
    ("6,000 years in jail", "6000", "year", "exact", "5827", True),
    ("Four tonnes of illegal drugs", "4", "tonne", "exact", "3962", True),
    ("over 1,000 lethal rounds of ammunition", "1000", "count", "more_than", "1395", True),
    (
        "Over 2,000 vulnerable adults and children safeguarded",
        "2000", "count", "more_than", "2125", True,
    ),
    ("almost 6,000 years", "6000", "year", "almost", "5827", True),
    ("three tonnes of cocaine", "3", "tonne", "exact", "2780", True),
    ("one tonne of cannabis", "1", "tonne", "exact", "926", True),
]  # fmt: skip

# Speakers in the order in which they are quoted.
SPEAKERS = {
    GANGLAND: ["Steve Jupp", "Trevor Rodenhurst"],
    FACES: [],
    QUANTUM: ["Gavin Stephens"] * 6,
    LIVE: [],
    SCEPTRE: ["Stephen Clayman"],
    PROTESTS: [
        "Chris Haward",
        "BJ Harrington",
        "Paul Giannasi",
        "Michelle Shooter",
        "Chris Haward",
    ],
    SCRUTINY: [],
    CALIBRE: ["Richard Smith"],
    ANONYMITY: ["Simon Chesterman"],
    SHOPLIFTING: [
        "Amanda Blakeman",
        "Chris Philp",
        "Paul Gerrard",
        "Katy Bourne",
        "Nicki Juniper",
    ],
}
