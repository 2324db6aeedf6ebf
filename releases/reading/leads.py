"""Which paragraph and which outer bullets lead in to a bullet. No Django."""

from collections.abc import Sequence

from releases.reading.parts import Section, SectionKind


def leads_of(sections: Sequence[Section]) -> list[tuple[int, ...]]:
    """For each section the numbers of those that lead in to it, nearest first; none but bullets."""
    leads: list[tuple[int, ...]] = []
    for number, section in enumerate(sections):
        if section.kind is not SectionKind.BULLET or not number:
            leads.append(())
            continue
        previous = sections[number - 1]
        if previous.kind is not SectionKind.BULLET:
            leads.append((number - 1,))
        elif previous.level < section.level:
            leads.append((number - 1, *leads[-1]))
        else:
            outer = (one for one in leads[-1] if sections[one].level < section.level)
            leads.append(tuple(outer))
    return leads
