"""Following: feeds of what is new and what changed, and calendars of phases.

``rendering`` writes plain entries as Atom and as JSON Feed; the other modules say what the entries
are. A feed answers for its request's instant like any page, ``?as_at=`` included.
"""
