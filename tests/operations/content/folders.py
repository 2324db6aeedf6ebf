"""A small made-up content folder for tests: two releases, their operations and charts."""

from pathlib import Path

FILES = {
    "topics.toml": """
[[topics]]
slug = "seizures"
name = "Seizures"
summary = "What was taken off the streets."
""",
    "publishers.toml": """
[[publishers]]
slug = "council"
name = "Council of Chiefs"
website = "https://council.example/"
press_email = "press@council.example"
""",
    "organisations.toml": """
[[organisations]]
slug = "avon"
name = "Avon Police"
kind = "force"
ons_code = "E23000099"
rocu = "north-unit"

[[organisations]]
slug = "north-unit"
name = "Northern Regional Unit"
kind = "rocu"
""",
    "dimensions.toml": """
[[dimensions]]
slug = "drug"
name = "Drug"
categories = [
    { slug = "cocaine", name = "Cocaine" },
    { slug = "heroin", name = "Heroin" },
]
""",
    "operations.toml": """
[[operations]]
slug = "heron"
name = "Operation Heron"
summary = "Against smugglers."
topics = ["seizures"]
organisations = ["avon"]

[[operations.phases]]
slug = "autumn-2023"
name = "Autumn 2023"
start = 2023-11-06
end = 2023-11-12

[[operations]]
slug = "wren"
name = "Operation Wren"
summary = "Against burglars."
""",
    "metrics/police.toml": """
[[metrics]]
slug = "drugs-seized"
name = "Drugs seized"
unit = "kg"
kind = "flow"
definition = "Weight of drugs seized."
dimension = "drug"
topics = ["seizures"]

[[metrics]]
slug = "arrests"
name = "Arrests"
counted = "arrests"
unit = "count"
kind = "flow"
definition = "People arrested."
""",
    "charts/police.toml": """
[[charts]]
slug = "heron-drugs"
title = "Most of what was seized was cocaine"
alt = "Bars: 1,200.5 kg of cocaine, about 30 kg of heroin."
topic = "seizures"
kind = "bar"
x = "category"

[[charts.lines]]
label = "Drugs"
metric = "drugs-seized"
figures = ["2345bcdfghjk", "2345bcdfghjm"]

[[charts]]
slug = "arrests"
title = "Arrests fell"
alt = "Two bars."
kind = "bar"
x = "period"

[[charts.lines]]
metric = "arrests"
""",
    "releases/heron-2023.toml": """
slug = "heron-2023"
publisher = "council"
title = "Smugglers stopped"
source_url = "https://council.example/heron"
topics = ["seizures"]
operations = ["heron"]

[date]
earliest = 2023-11-17
latest = 2023-11-17
basis = "the embargo lifts on this day"

[embargo]
as_stated = "Embargoed until 00:01, Friday 17 November"
until = 2023-11-17T00:01:00

[edition]
summary = "Drugs were seized."

[defaults]
metric = "drugs-seized"
unit = "kg"
operation = "heron"
phase = "autumn-2023"
area = "england"
period = { start = 2023-11-06, end = 2023-11-12, kind = "week", basis = "stated" }

[[figures]]
id = "2345bcdfghjk"
category = "cocaine"
value = 1200.5
words = ["1,200.5kg of cocaine", "over a tonne"]

[[figures]]
id = "2345bcdfghjm"
category = "heroin"
value = 30
qualifier = "about"
words = "about 30kg of heroin"

[[figures]]
id = "2345bcdfghjn"
metric = "arrests"
unit = "count"
value = 0
organisation = "avon"
area = ""
words = "no arrests"

[[claims]]
words = "over a tonne"
what = "drugs seized"
value = 1
unit = "tonne"
qualifier = "more_than"
figures = ["2345bcdfghjk"]

[[quotations]]
speaker = "Ada O’Neill"
role = "Chief Constable"
words = "We will not rest"
gist = "The work goes on."
""",
    "releases/arrests-2022.toml": """
slug = "arrests-2022"
publisher = "council"
title = "Arrests in 2022"
topics = []
operations = []

[via]
title = "Arrests counted (The Herald)"
url = "https://herald.example/arrests"

[date]
earliest = 2023-02-01
latest = 2023-02-03
basis = "between two reports"

[edition]
summary = "Arrests of 2022."

[[figures]]
id = "2345bcdfghjp"
metric = "arrests"
unit = "count"
value = 90
words = "90 arrests"
period = { start = 2022-01-01, end = 2022-12-31, kind = "year", basis = "stated" }

[[figures]]
id = "2345bcdfghjp"
edition = 2
metric = "arrests"
unit = "count"
value = 91
status = "revised"
words = "91 arrests, not 90"
period = { start = 2022-01-01, end = 2022-12-31, kind = "year", basis = "stated" }

[[quotations]]
speaker = "Ada O’Neill"
role = "Chief Constable"
words = "Ninety is too many"
gist = "There is more to do."

[[later_editions]]
number = 2
change_note = "One arrest had been left out."
date = { earliest = 2023-03-01, latest = 2023-03-01, basis = "stated" }
summary = "Arrests of 2022, counted again."
""",
}

HERON = "releases/heron-2023.toml"
ARRESTS = "releases/arrests-2022.toml"


def write(folder: Path, *, without: str = "") -> Path:
    """Write the files to ``folder``, but for the one named by ``without``."""
    for name, text in FILES.items():
        if name != without:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return folder


def change(folder: Path, name: str, old: str, new: str) -> None:
    """Replace the one place where ``old`` stands in a file."""
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} is {text.count(old)} times in {name}"
    path.write_text(text.replace(old, new), encoding="utf-8")
