"""What a number counts, in made-up sentences of the forms that press offices use."""

import pytest

from releases.reading.letters import Reading
from releases.reading.nouns import Counted, counted
from releases.reading.parts import Span
from releases.reading.stems import stems


def read(marked: str, unit: str = "count", *, before: str = "") -> tuple[Counted, str]:
    """What the number in square brackets counts, and the words that state it."""
    plain = before + marked.replace("[", "").replace("]", "")
    start = len(before) + marked.index("[")
    end = len(before) + marked.index("]") - 1
    found = counted(Reading.of(plain), Span(len(before), len(plain)), Span(start, end), unit)
    return found, plain[start : found.end]


# Each with the words that a person would put beside it.
SENTENCES = [
    ("Officers seized [12] knives from the car.", "count", "knives seized"),
    ("A total of [312] people were arrested and 45 charged.", "count", "people arrested"),
    ("A total of 312 people were arrested and [45] charged.", "count", "people charged"),
    (
        "The week of action led to [85] arrests, 40 warrants and the seizure of 23 weapons.",
        "count",
        "arrests",
    ),
    (
        "The week of action led to 85 arrests, [40] warrants and the seizure of 23 weapons.",
        "count",
        "warrants",
    ),
    (
        "The week of action led to 85 arrests, 40 warrants and the seizure of [23] weapons.",
        "count",
        "weapons seizure",
    ),
    ("Arrested: [2,864]", "count", "arrested"),
    ("Number of knives seized – [240]", "count", "knives seized"),
    ("Vehicles stopped: [1,204]", "count", "vehicles stopped"),
    ("The number of visits rose to [48] in June.", "count", "visits"),
    ("Knife crime fell by [9%] in Exampleshire.", "percent", "knife crime fell"),
    ("There was a [14%] rise in burglaries last year.", "percent", "rise in burglaries"),
    (
        "[62%] of victims said they were satisfied with the service.",
        "percent",
        "victims satisfied with service",
    ),
    ("Drivers aged under 25 made up [31%] of those caught.", "percent", "drivers caught"),
    (
        "Detectives recovered [£3.2m] worth of stolen plant machinery.",
        "GBP",
        "stolen plant machinery recovered",
    ),
    ("Courts ordered [£450,000] to be paid back.", "GBP", "ordered paid back"),
    ("The gang stole jewellery worth [£80,000].", "GBP", "jewellery stolen"),
    ("More than [£2 million] in criminal cash was forfeited.", "GBP", "criminal cash forfeited"),
    (
        "The operation was funded with [£1.8 million] from the department.",
        "GBP",
        "operation funded",
    ),
    (
        "[45kg] of cannabis, 3kg of heroin and £60,000 cash were recovered.",
        "kg",
        "cannabis recovered",
    ),
    (
        "45kg of cannabis, [3kg] of heroin and £60,000 cash were recovered.",
        "kg",
        "heroin recovered",
    ),
    ("45kg of cannabis, 3kg of heroin and [£60,000] cash were found.", "GBP", "cash recovered"),
    ("Police destroyed [1.5 tonnes] of counterfeit goods.", "tonne", "counterfeit goods destroyed"),
    ("Seven men were jailed for a total of [64 years].", "year", "men jailed"),
    (
        "Alex Example was sentenced to [12 years] in prison for fraud.",
        "year",
        "sentenced prison fraud",
    ),
    ("The defendants received sentences totalling [91 years].", "year", "defendants sentences"),
    ("Of the 400 vehicles stopped, [29] were uninsured.", "count", "vehicles uninsured"),
    (
        "Forty people were charged and another [30] were released on bail.",
        "count",
        "people released on bail",
    ),
    ("There were nine arrests in England and [three] in Wales.", "count", "arrests in Wales"),
    (
        "Response officers attended [640] incidents over the bank holiday.",
        "count",
        "incidents attended",
    ),
    (
        "Some [1,900] tests were carried out, with 210 drivers failing.",
        "count",
        "tests carried out",
    ),
    ("Some 1,900 tests were carried out, with [210] drivers failing.", "count", "drivers failing"),
    ("Teams visited [73] schools and spoke to 9,400 pupils.", "count", "schools visited"),
    ("Teams visited 73 schools and spoke to [9,400] pupils.", "count", "pupils spoke to"),
    ("Reports of stalking increased from [120] to 155.", "count", "reports of stalking"),
    ("Reports of stalking increased from 120 to [155].", "count", "reports of stalking"),
    ("[Nine] warrants executed across the county", "count", "warrants executed"),
    ("Calls to the control room averaged [2,300] a day.", "count", "calls control room a day"),
    ("Amnesty bins collected [1,046] blades.", "count", "blades collected"),
    ("[27] children, some as young as 11, were safeguarded.", "count", "children safeguarded"),
    ("Among those held were [14] wanted suspects.", "count", "wanted suspects held"),
    (
        "Officers issued [530] fixed penalty notices and reported 44 motorists for summons.",
        "count",
        "fixed penalty notices issued",
    ),
    (
        "Officers issued 530 fixed penalty notices and reported [44] motorists for summons.",
        "count",
        "motorists reported for summons",
    ),
    ("[One in four] adults has been a victim of fraud.", "percent", "adults victim of fraud"),
    (
        "A [third] of offenders were under the influence of drugs.",
        "percent",
        "offenders under the influence of drugs",
    ),
    (
        "[Two-thirds] of the stolen phones were returned to their owners.",
        "percent",
        "stolen phones returned to owners",
    ),
    ("The average response time was [11 minutes].", "minute", "response time"),
    ("Detection rates improved to [21%] from 17%.", "percent", "detection rates"),
    ("[86] vehicles were seized for having no insurance.", "count", "vehicles seized no insurance"),
    (
        "Work with partners resulted in the closure of [18] crack houses.",
        "count",
        "crack houses closure",
    ),
    (
        "Twelve firearms, including [four] shotguns, were surrendered.",
        "count",
        "shotguns surrendered",
    ),
    (
        "Specialist teams dismantled [22] organised crime groups.",
        "count",
        "organised crime groups dismantled",
    ),
    ("Hotels and taxi firms received [1,100] visits.", "count", "visits hotels taxi firms"),
    ("The haul included [6,000] counterfeit handbags.", "count", "counterfeit handbags haul"),
    ("The unit's [36] investigators handle fraud cases.", "count", "investigators"),
    ("Victims lost an estimated [£7m] to romance fraud.", "GBP", "victims lost romance fraud"),
    (
        "Thefts of vans are down [18 per cent] compared with last year.",
        "percent",
        "thefts of vans down",
    ),
    (
        "They identified [310] potential victims of exploitation.",
        "count",
        "potential victims of exploitation identified",
    ),
    ("Positive drug tests: [64]", "count", "positive drug tests"),
    ("[15] of the country's largest ports took part.", "count", "largest ports took part"),
    (
        "Women are [three times] more likely to report feeling unsafe.",
        "ratio",
        "women likely to report feeling unsafe",
    ),
    ("Officers used the cameras [14 times] in May.", "count", "cameras used"),
    ("A man was found with [200] wraps of crack cocaine.", "count", "wraps of crack cocaine found"),
    ("Courses were completed by [8,450] drivers.", "count", "drivers courses completed"),
    (
        "Police in Exampleshire have arrested [59] suspected drug dealers in dawn raids.",
        "count",
        "suspected drug dealers arrested",
    ),
    (
        "Trading standards removed [3,400] illicit cigarettes from sale.",
        "count",
        "illicit cigarettes removed from sale",
    ),
    (
        "The force recorded [8,112] domestic abuse offences in the year to March.",
        "count",
        "domestic abuse offences recorded",
    ),
    ("Burglary is down [12%] and robbery is down 7%.", "percent", "burglary down"),
    ("Burglary is down 12% and robbery is down [7%].", "percent", "robbery down"),
    (
        "[Fourteen] people, aged between 17 and 52, have been charged with rioting.",
        "count",
        "people charged with rioting",
    ),
    (
        "Neighbourhood teams carried out [1,150 hours] of patrols in hotspots.",
        "hour",
        "patrols hotspots carried out",
    ),
    (
        "Across the campaign [4,870] motorists were breathalysed, of whom 390 were over the limit.",
        "count",
        "motorists breathalysed",
    ),
    (
        "Across the campaign 4,870 motorists were breathalysed, of whom [390] were over the limit.",
        "count",
        "motorists over the limit",
    ),
    (
        "A further [21] suspects remain under investigation.",
        "count",
        "suspects under investigation",
    ),
    (
        "Public confidence stands at [74%], the highest since records began.",
        "percent",
        "public confidence",
    ),
    ("Ports officers stopped [two] lorries carrying 41 people.", "count", "lorries stopped"),
    (
        "Ports officers stopped two lorries carrying [41] people.",
        "count",
        "people carrying lorries",
    ),
    (
        "[£12.4m] has been returned to victims since the scheme was launched.",
        "GBP",
        "returned to victims",
    ),
    ("The scheme will receive [£900,000] over three years.", "GBP", "scheme receive"),
    (
        "Ministers have announced £4m for [13] violence reduction units.",
        "count",
        "violence reduction units",
    ),
    (
        "Key results:\n• [63] arrests for possession with intent to supply",
        "count",
        "arrests possession intent supply",
    ),
    (
        "More than [one in ten] calls were about mental health.",
        "percent",
        "calls about mental health",
    ),
    ("The oldest victim lost [£210,000].", "GBP", "victim lost"),
    ("Knives handed in: [1,002] (up from 877 last year)", "count", "knives handed in"),
    ("Knives handed in: 1,002 (up from [877] last year)", "count", "knives handed in"),
    ("In Anytown, [five] shops sold knives to under-18s.", "count", "shops sold knives"),
    ("Test purchases were made at 210 stores, and [31] failed.", "count", "stores failed"),
    ("Officers from [39] forces took part in the operation.", "count", "forces took part"),
    (
        "The recovery of [26] stolen tractors followed a tip-off.",
        "count",
        "stolen tractors recovery",
    ),
    (
        "The gang was responsible for [115] burglaries across the south.",
        "count",
        "burglaries responsible",
    ),
    (
        "He admitted [nine] counts of fraud by false representation.",
        "count",
        "counts of fraud by false representation admitted",
    ),
    (
        "Officers found [480] cannabis plants, worth around £400,000.",
        "count",
        "cannabis plants found",
    ),
    (
        "Officers found 480 cannabis plants, worth around [£400,000].",
        "GBP",
        "cannabis plants worth",
    ),
    (
        "A record [9,700] people applied to become special constables.",
        "count",
        "people applied special constables",
    ),
    ("Rural crime cost the sector an estimated [£44m] last year.", "GBP", "rural crime cost"),
    (
        "There were [16] homicides so far this year, compared with 23 by this point last year.",
        "count",
        "homicides",
    ),
    (
        "There were 16 homicides so far this year, compared with [23] by this point last year.",
        "count",
        "homicides",
    ),
    (
        "Of those stopped, [nearly half] were not wearing a seat belt.",
        "percent",
        "stopped not wearing a seat belt",
    ),
    (
        "[Half] of all offenders had previous convictions.",
        "percent",
        "offenders previous convictions",
    ),
    (
        "The proportion of officers who are women has risen to [35.4%].",
        "percent",
        "proportion of officers women risen",
    ),
    ("[147,430] officers were in post on 31 March.", "count", "officers in post"),
    ("Some [£26m] of drugs have been taken off the streets.", "GBP", "drugs taken off streets"),
    (
        "Dog handlers seized [11] dogs suspected of being banned breeds.",
        "count",
        "dogs seized suspected banned breeds",
    ),
    (
        "Crews breath-tested [1,900] drivers, with one in twenty failing.",
        "count",
        "drivers breath-tested",
    ),
    ("Three teenagers were among the [22] people detained.", "count", "people detained"),
    (
        "We have safeguarded [520] children and arrested 140 suspects every month.",
        "count",
        "children safeguarded month",
    ),
    (
        "We have safeguarded 520 children and arrested [140] suspects every month.",
        "count",
        "suspects arrested month",
    ),
    ("The helpline has taken [17,000] calls since 2021.", "count", "calls helpline taken"),
    ("Investigators analysed [four million] messages.", "count", "messages analysed"),
    (
        "Some [38 per cent] of hate crimes were committed online.",
        "percent",
        "hate crimes committed online",
    ),
    ("The average sentence was [5.4 years].", "year", "sentence"),
    (
        "Body-worn video was used in [91%] of incidents.",
        "percent",
        "body-worn video used incidents",
    ),
    ("Stalking protection orders: [76]", "count", "stalking protection orders"),
    ("Arrests – [54]; charges – 31; cautions – 9.", "count", "arrests"),
    ("Arrests – 54; charges – [31]; cautions – 9.", "count", "charges"),
    (
        "On Saturday alone, [28] people were ejected from the ground.",
        "count",
        "people ejected from ground",
    ),
    ("They seized cash, jewellery and [four] luxury cars.", "count", "luxury cars seized"),
    ("Seized items included [90] phones, 14 laptops and a boat.", "count", "seized phones"),
    ("Seized items included 90 phones, [14] laptops and a boat.", "count", "seized laptops"),
    (
        "Emergency calls answered within ten seconds rose from [83%] to 94%.",
        "percent",
        "emergency calls answered",
    ),
    (
        "Emergency calls answered within ten seconds rose from 83% to [94%].",
        "percent",
        "emergency calls answered",
    ),
    (
        "Almost [7,000] children a year are at risk of exploitation.",
        "count",
        "children year risk of exploitation",
    ),
    (
        "Enquiries by Sergeant Example's team led to [33] victims being identified.",
        "count",
        "victims identified",
    ),
    (
        "The wider network imported [3.6 tonnes] of cocaine through container ports.",
        "tonne",
        "cocaine imported",
    ),
    (
        "Operation Example has so far taken [210] offenders off the streets.",
        "count",
        "offenders taken off the streets",
    ),
    (
        "A crackdown on metal theft has resulted in [92] arrests and 140 site visits.",
        "count",
        "arrests",
    ),
    (
        "A crackdown on metal theft has resulted in 92 arrests and [140] site visits.",
        "count",
        "site visits",
    ),
    (
        "Roads policing officers reported [3,018] people for speeding.",
        "count",
        "people reported for speeding",
    ),
    (
        "[416] victims have been supported by specialist advisers.",
        "count",
        "victims supported by specialist advisers",
    ),
    ("The fund, worth [£5m], will pay for new patrols.", "GBP", "fund worth"),
    ("Theft from the person rose [40%] in a year.", "percent", "theft from the person rose"),
    ("Only [6%] of rapes lead to a charge.", "percent", "rapes lead to charge"),
    (
        "Police were called to [1,280] reports of anti-social behaviour.",
        "count",
        "reports of anti-social behaviour",
    ),
    (
        "Knife-enabled robberies dropped from [310] to 248, a fall of 20%.",
        "count",
        "knife-enabled robberies",
    ),
    (
        "Knife-enabled robberies dropped from 310 to [248], a fall of 20%.",
        "count",
        "knife-enabled robberies",
    ),
    (
        "Knife-enabled robberies dropped from 310 to 248, a fall of [20%].",
        "percent",
        "knife-enabled robberies fall",
    ),
    (
        "As well as drugs, [nine] imitation firearms were recovered.",
        "count",
        "imitation firearms recovered",
    ),
    ("The courts handed out [38] suspended sentences.", "count", "suspended sentences handed out"),
    (
        "Border staff intercepted a lorry with [70kg] of ketamine hidden in the roof.",
        "kg",
        "ketamine lorry hidden intercepted",
    ),
    ("[Three hundred] officers were deployed to the march.", "count", "officers deployed march"),
    (
        "A dispersal order was used to move on [55] youths.",
        "count",
        "youths moved on dispersal order",
    ),
    ("The average age of victims was 34, and [two-thirds] were women.", "percent", "victims women"),
    (
        "The number of special constables has fallen to [5,500].",
        "count",
        "special constables number fallen",
    ),
    (
        "Patrols engaged with [2,750] members of the public.",
        "count",
        "members of the public engaged",
    ),
    ("Total value of goods recovered: [£1.1m]", "GBP", "value of goods recovered"),
    (
        "[£78,000] cash, 12 phones and a crossbow were found during the searches.",
        "GBP",
        "cash found",
    ),
    (
        "£78,000 cash, [12] phones and a crossbow were found during the searches.",
        "count",
        "phones found",
    ),
    (
        "By the end of the week, [44] children had been taken into protection.",
        "count",
        "children taken into protection",
    ),
    (
        "More than [9,000] people have signed up to receive crime alerts.",
        "count",
        "people signed up to receive crime alerts",
    ),
    (
        "Staff sickness cost [1.2 million] working days.",
        "count",
        "working days staff sickness cost",
    ),
    ("This brings the number of people charged to [77].", "count", "number of people charged"),
    (
        "There were [11] fewer deaths on the roads than the year before.",
        "count",
        "fewer deaths on the roads",
    ),
    ("Around [500] homes were without power.", "count", "homes without power"),
    (
        "[88%] of respondents feel safe in their area during the day.",
        "percent",
        "respondents feel safe in their area",
    ),
    ("The force's clear-up rate for burglary is [8%].", "percent", "clear-up rate for burglary"),
    (
        "Officers made 19 arrests for violent disorder and [six] for drunkenness.",
        "count",
        "arrests for drunkenness",
    ),
    ("Two people are in custody and [one] has been bailed.", "count", "people bailed"),
    ("Every year about [1,500] people are killed on our roads.", "count", "people killed on roads"),
    (
        "Cannabis farms using [£60,000]-worth of electricity were closed.",
        "GBP",
        "electricity cannabis farms using",
    ),
    (
        "The team has closed [30] fraudulent websites and taken down 250 adverts.",
        "count",
        "fraudulent websites closed",
    ),
    (
        "The team has closed 30 fraudulent websites and taken down [250] adverts.",
        "count",
        "adverts taken down",
    ),
    (
        "Nationally, [4.1 million] offences of fraud were estimated.",
        "count",
        "offences of fraud estimated",
    ),
    (
        "Firearms crews were sent to [23,500] incidents, and fired at four.",
        "count",
        "incidents firearms crews sent",
    ),
    ("Of the weapons, [61] were zombie-style blades.", "count", "weapons zombie-style blades"),
    ("Charges were brought against [18] of them.", "count", "charges brought"),
    ("[Sixteen] of the suspects are from the Anytown area.", "count", "suspects from Anytown"),
    (
        "Compared to last summer, moped thefts have halved, with [101] this June.",
        "count",
        "moped thefts",
    ),
    (
        "Some [240] arrests were made for breaching conditions.",
        "count",
        "arrests made for breaching conditions",
    ),
    (
        "A 41-year-old was jailed for [three years] for dangerous driving.",
        "year",
        "jailed for dangerous driving",
    ),
    (
        "The hub dealt with [13,900] contacts, 96% of them within a day.",
        "count",
        "contacts dealt with",
    ),
    (
        "The hub dealt with 13,900 contacts, [96%] of them within a day.",
        "percent",
        "contacts within a day",
    ),
    (
        "Detection dogs found [£15,500] hidden in a tumble dryer.",
        "GBP",
        "found hidden tumble dryer",
    ),
    (
        "Chief officers agreed [12] recommendations following the review.",
        "count",
        "recommendations agreed",
    ),
    ("Cars: [41] seized; vans: 7 seized.", "count", "cars seized"),
]


@pytest.mark.parametrize(("marked", "unit", "words"), SENTENCES)
def test_holds_at_least_half_of_the_words_a_person_would_put(
    marked: str, unit: str, words: str
) -> None:
    found, _stated = read(marked, unit)
    wanted = stems(words)
    assert len(wanted & stems(found.what)) * 2 >= len(wanted), found.what
    assert len(found.what.split()) <= 14


LABELS = [
    ("Officers seized [12] knives and three guns.", "count", "seized knives", "12 knives"),
    ("[12] knives seized", "count", "knives seized", "12 knives seized"),
    ("Knives seized: [12]", "count", "Knives seized", "12"),
    ("[12] knives were seized in Anytown.", "count", "knives seized", "12 knives"),
    (
        "3kg of one drug and [28.8kg] of heroin seized",
        "kg",
        "heroin seized",
        "28.8kg of heroin seized",
    ),
    ("[6kg] of heroin, 28kg of cocaine and a gun seized", "kg", "heroin seized", "6kg of heroin"),
    ("[256kg] or heroin seized", "kg", "heroin seized", "256kg or heroin seized"),
    ("[£1,254] in cash seized", "GBP", "cash seized", "£1,254 in cash seized"),
    (
        "[£2m] worth of Class A drugs seized",
        "GBP",
        "Class A drugs seized",
        "£2m worth of Class A drugs seized",
    ),
    (
        "[900] rounds of ammunition surrendered",
        "count",
        "rounds of ammunition surrendered",
        "900 rounds of ammunition surrendered",
    ),
    (
        "There were nine arrests in the city and [three] in the county.",
        "count",
        "arrests in the county",
        "three",
    ),
    (
        "A [29%] increase in charges for burglary",
        "percent",
        "increase in charges for burglary",
        "29% increase in charges for burglary",
    ),
    ("Searches fell by [33%].", "percent", "Searches fell", "33%"),
    ("Thefts rose – a jump of [9%].", "percent", "Thefts rose jump", "9%"),
    ("[65] victims aged under 16 were men.", "count", "victims aged under 16 men", "65 victims"),
    (
        "[391] drivers (69%) were offered a course.",
        "count",
        "drivers offered a course",
        "391 drivers",
    ),
    ("391 drivers ([69%]) were offered a course.", "percent", "drivers offered a course", "69%"),
    ("Goods worth [£3,000] were returned.", "GBP", "Goods returned", "£3,000"),
    ("Two were jailed for a total of [48 years].", "year", "jailed total", "48 years"),
    (
        "They admitted 70 killings: nine of murder, [61] of manslaughter.",
        "count",
        "admitted killings of manslaughter",
        "61",
    ),
    (
        "Officers seized 12 knives and carried out [30] searches.",
        "count",
        "carried out searches",
        "30 searches",
    ),
    (
        "About [65%] of searches are for drugs, 17% for weapons.",
        "percent",
        "searches for drugs",
        "65% of searches",
    ),
    (
        "About 65% of searches are for drugs, [17%] for weapons.",
        "percent",
        "searches for weapons",
        "17%",
    ),
    (
        "[40] people, including nine children, were safeguarded.",
        "count",
        "people safeguarded",
        "40 people",
    ),
    (
        "40 people, including [nine] children, were safeguarded.",
        "count",
        "children safeguarded",
        "nine children",
    ),
    ("Three national and [nine] local reviews", "count", "local reviews", "nine local reviews"),
    ("[Three] national and nine local reviews", "count", "national reviews", "Three national"),
    (
        "Patrols searched 800 vehicles, or about [115] each day.",
        "count",
        "searched vehicles each day",
        "115",
    ),
    (
        "Seizures came to £40,000 in cash, 700 vapes and [two] vans.",
        "count",
        "Seizures vans",
        "two vans",
    ),
    (
        "Drones are in wide use, with [40] assets in service.",
        "count",
        "Drones assets in service",
        "40 assets",
    ),
    (
        "[18] of the city’s largest retailers’ groups",
        "count",
        "city’s largest retailers groups",
        "18 of the city’s largest retailers’ groups",
    ),
    (
        "[12] other illegally imported exotic birds",
        "count",
        "other illegally imported exotic birds",
        "12 other illegally imported exotic birds",
    ),
]


@pytest.mark.parametrize(("marked", "unit", "what", "stated"), LABELS)
def test_reads_as_a_label_and_marks_the_thing(
    marked: str, unit: str, what: str, stated: str
) -> None:
    found, words = read(marked, unit)
    assert (found.what, words) == (what, stated)


def test_takes_the_verb_from_the_line_above_a_list() -> None:
    found, _stated = read("[39] knives", before="Officers seized:\n• 12 guns\n• ")
    assert found.what == "seized knives"


def test_takes_no_verb_from_a_line_above_that_begins_no_list() -> None:
    found, _stated = read("[39] knives", before="Officers seized a car.\n• 12 guns\n• ")
    assert found.what == "knives"


def test_takes_the_kind_of_crime_from_the_sentence_before() -> None:
    found, _stated = read("In May, [69] offences were recorded.", before="Rural crime is down. ")
    assert found.what == "Rural crime offences recorded"


def test_takes_the_thing_from_the_sentence_before() -> None:
    found, _stated = read("[Nine] were charged.", before="Police arrested 31 protesters. ")
    assert found.what == "protesters charged"


def test_spells_out_the_letters_of_a_method_and_not_of_a_body() -> None:
    method = "Mobile fingerprint scanning (MFS) is new. "
    assert read("MFS led to [12] arrests.", before=method)[0].what == (
        "Mobile fingerprint scanning arrests"
    )
    body = "The National Example Agency (NEA) is new. "
    assert read("NEA work led to [12] arrests.", before=body)[0].what == "arrests"


def test_white_space_and_quotation_marks_change_nothing() -> None:
    for marked in (
        "Officers seized [12] knives from the retailers' yard",
        "Officers\u00a0seized  [12]\nknives from  the retailers’ yard",
        "Officers seized\t[12]\u2009knives from the\nretailers\u2019 yard",
    ):
        what = read(marked)[0].what
        assert what.replace("’", "'") == "seized knives from the retailers yard"


@pytest.mark.parametrize(
    "hostile", ["1 ", '"', "a", "seized 12 ", "12 knives and ", "(", "- ", "'s "]
)
def test_a_hostile_sentence_is_read_to_its_end(hostile: str) -> None:
    text = hostile * (200_000 // len(hostile))
    reading = Reading.of(text)
    sentence = Span(0, len(text))
    for at in range(0, len(text), len(text) // 400):
        found = counted(reading, sentence, Span(at, min(at + 1, len(text))), "count")
        assert found.end > at
        assert len(found.what) < 1_000


def test_never_raises_at_the_edges_of_a_text() -> None:
    for text in ("", "1", "1 ", " 1", "(1)", "of 1 of", "1 and", "those 1 those", "a 1 a day"):
        for unit in ("count", "percent", "GBP", "kg", "year", "ratio"):
            for start in range(len(text) + 1):
                span = Span(start, min(start + 1, len(text)))
                found = counted(Reading.of(text), Span(0, len(text)), span, unit)
                assert span.end <= found.end <= max(len(text), span.end)
