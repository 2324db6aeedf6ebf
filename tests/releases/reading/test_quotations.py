"""Who said what, in the forms that press offices use: every text and person is made up."""

import random

import pytest

from releases.reading.form import forms
from releases.reading.letters import Reading
from releases.reading.parts import ReadQuotation
from releases.reading.quotations import read_quotations

TITLE = "A week of work in town\n\nSource: Examples\n\n"


def read(body: str) -> tuple[ReadQuotation, ...]:
    reading = Reading.of(TITLE + body)
    (form,) = forms(reading)
    return read_quotations(reading, form)


# The speaker is named before the words.
BEFORE = [
    (
        "Chief Constable Alex Example, the national lead for Road Safety, said: “We "
        "stopped drivers.\n\n"
        "“They were fined.\n\n"
        "“We will go on.”\n\n"
        "Officers went home.",
        [
            (
                "Alex Example",
                "Chief Constable, the national lead for Road Safety",
                "We stopped drivers.\n\nThey were fined.\n\nWe will go on.",
            )
        ],
    ),
    (
        "Speaking after the sentencing, Detective Chief Inspector Sam Sample, from "
        "Anytown CID, said: “This was a long case.”",
        [("Sam Sample", "Detective Chief Inspector, Anytown CID", "This was a long case.")],
    ),
    (
        'DCI Sam Sample, senior investigating officer, said: "This was a long case."',
        [("Sam Sample", "DCI, senior investigating officer", "This was a long case.")],
    ),
    (
        'Policing Minister Alex Example said:\n\n"Knife crime ruins lives.\n\n"We will act."',
        [("Alex Example", "Policing Minister", "Knife crime ruins lives.\n\nWe will act.")],
    ),
    (
        "Commander Jo Example told the conference: “Policing is changing.”",
        [("Jo Example", "Commander", "Policing is changing.")],
    ),
    (
        "Chief Superintendent Jo Example added, “There is more to do.”",
        [("Jo Example", "Chief Superintendent", "There is more to do.")],
    ),
    (
        "Chief Superintendent Jo Example said “There is more to do and we will do it.”",
        [("Jo Example", "Chief Superintendent", "There is more to do and we will do it.")],
    ),
    (
        'Home Secretary Jo Example said today:\n\n"Children need help."',
        [("Jo Example", "Home Secretary", "Children need help.")],
    ),
    (
        "Responding to the Home Office’s announcement of new police powers to tackle "
        "knife crime, Deputy Assistant Commissioner Jo Example, national lead for Knife "
        "Crime, said:\n\n"
        "“We welcome the new powers.”",
        [
            (
                "Jo Example",
                "Deputy Assistant Commissioner, national lead for Knife Crime",
                "We welcome the new powers.",
            )
        ],
    ),
    (
        "Commander Jo Example is the national lead for drugs. He explains:\n\n“Drugs ruin lives.”",
        [("Jo Example", "Commander, the national lead for drugs", "Drugs ruin lives.")],
    ),
    (
        "Alex Example, Chief Executive of the Anytown Trust:\n\n"
        "“This is a wonderful result for everyone in the town.”",
        [
            (
                "Alex Example",
                "Chief Executive of the Anytown Trust",
                "This is a wonderful result for everyone in the town.",
            )
        ],
    ),
    (
        'Commenting on the figures, Alex Example, head of crime statistics: "Crime fell '
        'by 3% in the year."',
        [("Alex Example", "head of crime statistics", "Crime fell by 3% in the year.")],
    ),
    (
        "Jo Example\nChief Executive, Anytown Trust\n\n“It will make us all a lot safer.”",
        [("Jo Example", "Chief Executive, Anytown Trust", "It will make us all a lot safer.")],
    ),
    (
        "Quotes\n\n"
        "Inspector Jo Example, Anytown Police: “It will make us all a lot safer.”\n\n"
        "Sam Sample, head of policy, Road Trust: “Yes it will.”",
        [
            ("Jo Example", "Inspector, Anytown Police", "It will make us all a lot safer."),
            ("Sam Sample", "head of policy, Road Trust", "Yes it will."),
        ],
    ),
    (
        "Inspector Jo Example said. “We made 40 arrests.”",
        [("Jo Example", "Inspector", "We made 40 arrests.")],
    ),
    (
        "Inspector Jo Example said:“We made 40 arrests.”",
        [("Jo Example", "Inspector", "We made 40 arrests.")],
    ),
]
# The speaker is named after the words, or between them.
AFTER = [
    (
        "“We are pleased with these results,” said Sergeant Jo Example, of Anytown Police.",
        [("Jo Example", "Sergeant, Anytown Police", "We are pleased with these results,")],
    ),
    (
        "“We are pleased with these results,” Detective Inspector Jo Example said.",
        [("Jo Example", "Detective Inspector", "We are pleased with these results,")],
    ),
    (
        "“We are pleased,” said Superintendent Jo Example. “There is more to do.”",
        [
            ("Jo Example", "Superintendent", "We are pleased,"),
            ("Jo Example", "Superintendent", "There is more to do."),
        ],
    ),
    (
        "“We did well.\n\n“We will do better,” said Inspector Jo Example.",
        [("Jo Example", "Inspector", "We did well.\n\nWe will do better,")],
    ),
    (
        "“Crime fell a lot this year,” according to Alex Example, head of crime.",
        [("Alex Example", "head of crime", "Crime fell a lot this year,")],
    ),
    (
        "“This is a wonderful result for everyone in the town.”\n\n"
        "– Alex Example, Chief Executive of the Anytown Trust",
        [
            (
                "Alex Example",
                "Chief Executive of the Anytown Trust",
                "This is a wonderful result for everyone in the town.",
            )
        ],
    ),
    (
        "“Children need help.” – Inspector Jo Example",
        [("Jo Example", "Inspector", "Children need help.")],
    ),
    (
        "What people said:\n\n"
        "• “I feel safer now.” – Jo Example, resident\n• “It is a better town.” – Sam "
        "Sample, shopkeeper",
        [
            ("Jo Example", "resident", "I feel safer now."),
            ("Sam Sample", "shopkeeper", "It is a better town."),
        ],
    ),
    (
        "“This,” Inspector Jo Example said, “is a great result for the whole town.”",
        [
            ("Jo Example", "Inspector", "This,"),
            ("Jo Example", "Inspector", "is a great result for the whole town."),
        ],
    ),
    (
        "“We did well”, said Inspector Jo Example.",
        [("Jo Example", "Inspector", "We did well")],
    ),
    (
        "“This is a fine result,” said Assistant Chief Constable Jo Example, the "
        "National Police Chiefs’ Council lead for Roads, who oversaw the week.",
        [
            (
                "Jo Example",
                "Assistant Chief Constable, the National Police Chiefs’ Council lead for Roads",
                "This is a fine result,",
            )
        ],
    ),
    (
        "“This is a fine result,” said the officer in the case, DC Jo Example.",
        [("Jo Example", "officer in the case, DC", "This is a fine result,")],
    ),
    (
        "“We did well,” said Inspector Jo Example.\n\n"
        "“We did very well,” said Sergeant Sam Sample.",
        [
            ("Jo Example", "Inspector", "We did well,"),
            ("Sam Sample", "Sergeant", "We did very well,"),
        ],
    ),
]
# A person named before is meant: by surname, pronoun or post.
AGAIN = [
    (
        "Superintendent Jo Example said: “We are pleased.”\n\nShe added: “There is more to do.”",
        [
            ("Jo Example", "Superintendent", "We are pleased."),
            ("Jo Example", "Superintendent", "There is more to do."),
        ],
    ),
    (
        "Chief Superintendent Jo Example said: “There is more to do.”\n\n"
        "Sergeant Sam Sample said: “I agree.”\n\n"
        "Chief Superintendent Example added: “We will do it.”",
        [
            ("Jo Example", "Chief Superintendent", "There is more to do."),
            ("Sam Sample", "Sergeant", "I agree."),
            ("Jo Example", "Chief Superintendent", "We will do it."),
        ],
    ),
    (
        "Chief Executive Jo Example said: “There is more to do.”\n\n"
        "“We will do it,” Mr Example said.",
        [
            ("Jo Example", "Chief Executive", "There is more to do."),
            ("Jo Example", "Chief Executive", "We will do it,"),
        ],
    ),
    (
        "Detective Inspector Jo Example led the inquiry. The detective said: “It was hard.”",
        [("Jo Example", "Detective Inspector", "It was hard.")],
    ),
    (
        "Inspector Jo Example said: “I thank Sergeant Sam Sample.”\n\nShe added: “He is great.”",
        [
            ("Jo Example", "Inspector", "I thank Sergeant Sam Sample."),
            ("Jo Example", "Inspector", "He is great."),
        ],
    ),
    (
        "Inspector Jo Example said the week had been busy. “We made 40 arrests,” she said.",
        [("Jo Example", "Inspector", "We made 40 arrests,")],
    ),
    (
        "Chief Constable Jo Example met Policing Minister Sam Sample today.\n\n"
        "The minister said: “It will make us safer.”",
        [("Sam Sample", "Policing Minister", "It will make us safer.")],
    ),
    (
        "Chief Constable Jo Example said: “Yes.”\n\n"
        "Police and Crime Commissioner Sam Sample said: “No.”\n\n"
        "The Commissioner added: “Never.”\n\n"
        "The Chief added: “Always.”",
        [
            ("Jo Example", "Chief Constable", "Yes."),
            ("Sam Sample", "Police and Crime Commissioner", "No."),
            ("Sam Sample", "Police and Crime Commissioner", "Never."),
            ("Jo Example", "Chief Constable", "Always."),
        ],
    ),
    (
        "The agency’s director Jo Example said that this seizure was huge.\n\n"
        "“While the destination was abroad, I have no doubt,” Example said.",
        [("Jo Example", "director", "While the destination was abroad, I have no doubt,")],
    ),
    (
        "Shop owner Jo Example lost £300.\n\nJo said: “I was so upset.”",
        [("Jo Example", "Shop owner", "I was so upset.")],
    ),
    (
        "“This is a fine result,” said Inspector Jo Example. She said more was to come. "
        "“We start on Monday.”",
        [
            ("Jo Example", "Inspector", "This is a fine result,"),
            ("Jo Example", "Inspector", "We start on Monday."),
        ],
    ),
    (
        "Sentencing, Judge Pat Placeholder said: “You showed no remorse.”\n\n"
        "The judge added: “You will go to prison.”",
        [
            ("Pat Placeholder", "Judge", "You showed no remorse."),
            ("Pat Placeholder", "Judge", "You will go to prison."),
        ],
    ),
]
# Names are told from ranks, posts and bodies.
NAMES = [
    (
        "Police and Crime Commissioner for Exampleshire, Jo Example, said: “Children need help.”",
        [("Jo Example", "Police and Crime Commissioner for Exampleshire", "Children need help.")],
    ),
    (
        "Exampleshire Police and Crime Commissioner Jo Example said: “Children need help.”",
        [("Jo Example", "Exampleshire Police and Crime Commissioner", "Children need help.")],
    ),
    (
        "NPCC Chair, Chief Constable Jo Example, said: “Children need help.”",
        [("Jo Example", "NPCC Chair, Chief Constable", "Children need help.")],
    ),
    (
        "The officer in the case, Detective Constable Jo Example, said: “Children need help.”",
        [("Jo Example", "officer in the case, Detective Constable", "Children need help.")],
    ),
    (
        "Assistant Chief Constable Jo Example QPM said: “Well done.”",
        [("Jo Example", "Assistant Chief Constable", "Well done.")],
    ),
    (
        "Jo Example MP, Minister for Crime, said: “Well done to all of them.”",
        [("Jo Example", "Minister for Crime", "Well done to all of them.")],
    ),
    (
        "Detective Sergeant Jo Example of Anytown Police said: “Well done to all of them.”",
        [("Jo Example", "Detective Sergeant, Anytown Police", "Well done to all of them.")],
    ),
    (
        "Temporary Assistant Chief Constable Mary-Jane O’Example-Smith said: “Well done "
        "to all of them.”",
        [
            (
                "Mary-Jane O’Example-Smith",
                "Temporary Assistant Chief Constable",
                "Well done to all of them.",
            )
        ],
    ),
    (
        "Cllr Jo Example, cabinet member for community safety at Anytown Council, said: "
        "“Well done to all of them.”",
        [
            (
                "Jo Example",
                "Cllr, cabinet member for community safety at Anytown Council",
                "Well done to all of them.",
            )
        ],
    ),
    (
        "Ruth van der Example, head of policy, said: “I lost everything.”",
        [("Ruth van der Example", "head of policy", "I lost everything.")],
    ),
    (
        "Professor Jo A. Example, from Anytown University, said: “I lost everything.”",
        [("Jo A. Example", "Professor, Anytown University", "I lost everything.")],
    ),
    (
        "Jo Example, NCA Regional Head of Investigations, said: “Children need help.”",
        [("Jo Example", "NCA Regional Head of Investigations", "Children need help.")],
    ),
    (
        "T/Detective Chief Inspector Jo Example said: “Children need help.”",
        [("Jo Example", "T/Detective Chief Inspector", "Children need help.")],
    ),
    (
        'Exampleshire\'s Chief Constable Jo Example said: "I have tried."',
        [("Jo Example", "Exampleshire's Chief Constable", "I have tried.")],
    ),
    (
        "NPCC deputy assistant commissioner Jo Example said: “The harm is great.”",
        [("Jo Example", "NPCC deputy assistant commissioner", "The harm is great.")],
    ),
    (
        "National lead for vehicle crime Assistant Chief Constable Jo Example said: “Good work.”",
        [
            (
                "Jo Example",
                "National lead for vehicle crime, Assistant Chief Constable",
                "Good work.",
            )
        ],
    ),
    (
        "Sergeant Alex West said: “Good work.”\n\n"
        "Inspector Jo Bishop, from the roads unit, said: “Yes.”\n\n"
        "April Young, a teacher, said: “Fine.”",
        [
            ("Alex West", "Sergeant", "Good work."),
            ("Jo Bishop", "Inspector, roads unit", "Yes."),
            ("April Young", "teacher", "Fine."),
        ],
    ),
    (
        "His wife Jo Example said: “I miss him.”",
        [("Jo Example", "His wife", "I miss him.")],
    ),
    (
        "Kids Matter chief executive Jo Example said: “I was so upset.”",
        [("Jo Example", "Kids Matter chief executive", "I was so upset.")],
    ),
    (
        "PC 1234 Jo Example said: “I was so upset.”",
        [("Jo Example", "PC", "I was so upset.")],
    ),
    (
        "The Rt Hon Jo Example MP, Home Secretary, said: “You are a danger.”",
        [("Jo Example", "Rt Hon, Home Secretary", "You are a danger.")],
    ),
    (
        "Inspector Zoë Müller said: “You are safe.”",
        [("Zoë Müller", "Inspector", "You are safe.")],
    ),
    (
        "Jo Example (pictured), chief executive of the Anytown Trust, said: “We did well.”",
        [("Jo Example", "chief executive of the Anytown Trust", "We did well.")],
    ),
    (
        "CHIEF INSPECTOR JO EXAMPLE said: “Children need help.”",
        [("JO EXAMPLE", "CHIEF INSPECTOR", "Children need help.")],
    ),
]
# Somebody without a name, or a body.
NO_NAME = [
    (
        "A spokesperson for the Anytown Council said: “We are working hard.”",
        [("", "spokesperson for the Anytown Council", "We are working hard.")],
    ),
    (
        "“We are working hard to fix this problem,” a Home Office spokesperson said.",
        [("", "Home Office spokesperson", "We are working hard to fix this problem,")],
    ),
    (
        "In a statement, Anytown Police said: “We are working hard.”",
        [("", "Anytown Police", "We are working hard.")],
    ),
    (
        "The victim’s mother said: “We miss him every day.”",
        [("", "victim’s mother", "We miss him every day.")],
    ),
    (
        "One victim, who cannot be named, said: “I lost everything.”",
        [("", "victim", "I lost everything.")],
    ),
    (
        "Paying tribute, his family said: “He was loved by everyone.”",
        [("", "his family", "He was loved by everyone.")],
    ),
    (
        "In a post on X, Anytown Police wrote: “We did well.”",
        [("", "Anytown Police", "We did well.")],
    ),
    (
        "Detectives said: “We did well.”",
        [("", "Detectives", "We did well.")],
    ),
]
# Marks are missing, of the wrong kind, or around each paragraph.
MARKS = [
    (
        "Inspector Jo Example said:\n\nWe have done well in this town.\n\n“We will go on.”",
        [("Jo Example", "Inspector", "We have done well in this town.\n\nWe will go on.")],
    ),
    (
        "Inspector Jo Example said: We have done well in this town.”",
        [("Jo Example", "Inspector", "We have done well in this town.")],
    ),
    (
        "Inspector Jo Example said: “We have done well in this town.’\n\nOfficers left.",
        [("Jo Example", "Inspector", "We have done well in this town.")],
    ),
    (
        "“We have done well in this town,’ said Inspector Jo Example, who led the team.",
        [("Jo Example", "Inspector", "We have done well in this town,")],
    ),
    (
        "Chief Superintendent Jo Example said: “There is more to do.\n\n"
        "“We will do it.\n\n"
        "Officers left the town in the evening.",
        [("Jo Example", "Chief Superintendent", "There is more to do.\n\nWe will do it.")],
    ),
    (
        "Chief Superintendent Jo Example said: “There is more to do.”\n\n"
        "“We will do it.”\n\n"
        "“Thank you.”\n\n"
        "Officers left.",
        [
            (
                "Jo Example",
                "Chief Superintendent",
                "There is more to do.\n\nWe will do it.\n\nThank you.",
            )
        ],
    ),
    (
        "Inspector Jo Example said: “We made 40 arrests.\n\n"
        "We seized 12 knives.\n\n"
        "We are proud.”\n\n"
        "Officers left.",
        [
            (
                "Jo Example",
                "Inspector",
                "We made 40 arrests.\n\nWe seized 12 knives.\n\nWe are proud.",
            )
        ],
    ),
    (
        "Inspector Jo Example said:\n\nWe made 40 arrests and are very proud.\n\nNotes to editors",
        [("Jo Example", "Inspector", "We made 40 arrests and are very proud.")],
    ),
    (
        "Alex Example MP, The Minister for Vulnerability, Safeguarding and Roads said:\n\n"
        "Knife crime has awful effects on everyone. I am hugely encouraged by the 29 "
        "forces.\n\n"
        "We must break this cycle.\n\n"
        "Operation Net is an ongoing series of weeks of action in the country.\n\n"
        "Jo Example, Branch Commander said:\n\n"
        "This seizure shows that networks pose a threat.\n\n"
        "Working with partners we will use all the tools.\n\n"
        "Officers use hi-tech search equipment.",
        [
            (
                "Alex Example",
                "The Minister for Vulnerability, Safeguarding and Roads",
                "Knife crime has awful effects on everyone. I am hugely encouraged by the 29 "
                "forces."
                "\n\nWe must break this cycle.",
            ),
            (
                "Jo Example",
                "Branch Commander",
                "This seizure shows that networks pose a threat.\n\n"
                "Working with partners we will use all the tools.",
            ),
        ],
    ),
    (
        "Sergeant Jo Example said: 'We didn't expect the officers' success to be so big.\n\n"
        "'It's a great result.'\n\n"
        "Officers went home.",
        [
            (
                "Jo Example",
                "Sergeant",
                "We didn't expect the officers' success to be so big.\n\nIt's a great result.",
            )
        ],
    ),
    (
        "'We are very pleased,' said Sergeant Jo Example.",
        [("Jo Example", "Sergeant", "We are very pleased,")],
    ),
    (
        "Sergeant Jo Example said: \"We won't stop. Rock 'n' roll is not a crime.\"",
        [("Jo Example", "Sergeant", "We won't stop. Rock 'n' roll is not a crime.")],
    ),
    (
        "Inspector Jo Example said: “He told me ‘stop now’ and I said “no” to him.”",
        [("Jo Example", "Inspector", "He told me ‘stop now’ and I said “no” to him.")],
    ),
    (
        "Inspector Jo Example said: “Our message is simple: “do not carry a knife”. It "
        "is not worth it.”",
        [
            (
                "Jo Example",
                "Inspector",
                "Our message is simple: “do not carry a knife”. It is not worth it.",
            )
        ],
    ),
    (
        "Inspector Jo Example said: ”We made 40 arrests.“",
        [("Jo Example", "Inspector", "We made 40 arrests.")],
    ),
    (
        "Inspector  Jo\u00a0Example , of Anytown  Police , said : “ We did well. ”",
        [("Jo Example", "Inspector, Anytown Police", "We did well.")],
    ),
    (
        "Inspector Jo Example said: “We did well”.",
        [("Jo Example", "Inspector", "We did well")],
    ),
    (
        "Inspector Jo Example said: “We did well.” Sergeant Sam Sample said: “I agree.”",
        [("Jo Example", "Inspector", "We did well."), ("Sam Sample", "Sergeant", "I agree.")],
    ),
]
# A part of a sentence is quoted.
FRAGMENTS = [
    (
        "Inspector Jo Example called the result “a turning point” for the town.",
        [("Jo Example", "Inspector", "a turning point")],
    ),
    (
        "Inspector Jo Example described the attack as “horrific”.",
        [("Jo Example", "Inspector", "horrific")],
    ),
    (
        "The attack was described by Inspector Jo Example as “horrific and cowardly”.",
        [("Jo Example", "Inspector", "horrific and cowardly")],
    ),
    (
        "Inspector Jo Example said it was “a very good day” and that “nobody was hurt at all”.",
        [
            ("Jo Example", "Inspector", "a very good day"),
            ("Jo Example", "Inspector", "nobody was hurt at all"),
        ],
    ),
    (
        'Mr Sample, who remains suspended, said there was "smoke, no fire, and no gun". '
        'He contacted the body to try and "hammer out" the problem.',
        [("Sample", "", "smoke, no fire, and no gun")],
    ),
    (
        "Inspector Jo Example said that “every one of these knives could have taken a life”.",
        [("Jo Example", "Inspector", "every one of these knives could have taken a life")],
    ),
]
# Terms, titles and apostrophes are nobody’s quotation.
NONE = [
    (
        "Officers visited homes affected by “cuckooing” and said they would return. The "
        "so-called “county lines” model is known as “going country”.",
        [],
    ),
    (
        "Police said 'cuckooing' victims were helped. Operation 'Big Net' ran for a "
        "week. The 'Safer Streets' plan works.",
        [],
    ),
    (
        "The Minister said the “Safer Streets Action Plan” would be published. Chief "
        "Constable Jo Example welcomed the “Beating Crime Plan”.",
        [],
    ),
    (
        "The officers' work and the chiefs' council don't need marks, it's said. The "
        "'90s were different. Chief Constable Jo Example said the force's work was good.",
        [],
    ),
    (
        "The campaign’s slogan is “See it. Say it. Sorted.” and runs for a week.",
        [],
    ),
    (
        "The leaflet is called “How to stay safe” and can be downloaded.",
        [],
    ),
    (
        "Inspector Jo Example said the team had:\n\n• made 40 arrests\n• seized 12 knives",
        [],
    ),
    (
        "Officers seized 40 knives.\n\n"
        "Notes to editors\n\n"
        "The term “county lines” means drug dealing by phone. “Cuckooing” is taking over "
        "a home. The law says “a knife is a blade”.",
        [],
    ),
    (
        "Operation “Big Net” saw 40 arrests, said police. The force’s “Most Wanted” list "
        "was published.",
        [],
    ),
    (
        "One message read: “Bring the money now.”",
        [],
    ),
    (
        "A sign on the door said “Closed until further notice” when officers arrived.",
        [],
    ),
]


def said(found: tuple[ReadQuotation, ...]) -> list[tuple[str, str, str]]:
    return [(quotation.speaker, quotation.role, quotation.words) for quotation in found]


WHOLE = [*BEFORE, *AFTER, *AGAIN, *NAMES, *NO_NAME, *MARKS]


@pytest.mark.parametrize(("body", "expected"), [*WHOLE, *FRAGMENTS])
def test_words_speaker_and_role(body: str, expected: list[tuple[str, str, str]]) -> None:
    assert said(read(body)) == expected


@pytest.mark.parametrize(("body", "expected"), FRAGMENTS)
def test_a_part_of_a_sentence_is_marked_as_one(
    body: str, expected: list[tuple[str, str, str]]
) -> None:
    assert all(quotation.is_fragment for quotation in read(body))


@pytest.mark.parametrize(("body", "expected"), [*BEFORE, *NAMES, *MARKS])
def test_a_whole_quotation_is_no_fragment(body: str, expected: list[tuple[str, str, str]]) -> None:
    assert not any(quotation.is_fragment for quotation in read(body))


@pytest.mark.parametrize(("body", "expected"), NONE)
def test_terms_titles_and_apostrophes_are_nobodys_quotation(
    body: str, expected: list[tuple[str, str, str]]
) -> None:
    assert read(body) == ()


@pytest.mark.parametrize(("body", "expected"), [*WHOLE, *FRAGMENTS])
def test_offsets_give_the_words(body: str, expected: list[tuple[str, str, str]]) -> None:
    text = TITLE + body
    for quotation in read(body):
        first, last = quotation.words.split("\n\n")[0], quotation.words.split("\n\n")[-1]
        exact = " ".join(text[quotation.start : quotation.end].split())
        assert exact.startswith(first)
        assert exact.endswith(last)


@pytest.mark.parametrize(("body", "expected"), [*WHOLE, *FRAGMENTS])
def test_style_of_marks_and_white_space_change_nothing(
    body: str, expected: list[tuple[str, str, str]]
) -> None:
    plain = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})
    wanted = [tuple(words.translate(plain) for words in found) for found in said(read(body))]
    for changed in (body.replace(" ", "\u00a0"), body.replace(" ", "  "), body.translate(plain)):
        found = [tuple(words.translate(plain) for words in one) for one in said(read(changed))]
        assert found == wanted


def test_any_text_is_read() -> None:
    words = [
        '"',
        "“",
        "”",
        "’",
        "‘",
        "'",
        "said",
        ":",
        ",",
        ".",
        " ",
        "\n",
        "\n\n",
        "Chief Constable",
    ]
    words += [
        "Alex",
        "Example",
        "she added",
        "told",
        "•",
        "–",
        "(",
        "12",
        "“a",
        "of",
        "NOTES",
        "ends",
    ]
    chooser = random.Random(7)  # noqa: S311 (the same texts each time)
    for _ in range(300):
        text = " ".join(chooser.choice(words) for _ in range(60))
        for quotation in read(text):
            assert 0 <= quotation.start < quotation.end <= len(TITLE) + len(text)


@pytest.mark.parametrize(
    "piece",
    ['"', "'", '"a" ', 'Jo Example said: "a b" ', '"a b\n\n', "Inspector Jo ", "said: ", "“‘", "x"],
)
def test_a_hostile_text_is_read_to_its_end(piece: str) -> None:
    text = piece * (60_000 // len(piece))
    for quotation in read(text):
        assert 0 <= quotation.start < quotation.end <= len(TITLE) + len(text)


def test_a_paragraph_of_quoted_words_goes_on_after_whoever_said_the_first() -> None:
    body = "“We found it,” said Sergeant Jo Example, of Anytown.\n\n“It was in a shed.”\n\nMore."
    [quotation] = read(body)
    assert (quotation.speaker, quotation.words) == (
        "Jo Example",
        "We found it,\n\nIt was in a shed.",
    )
