"""The verbs that change what the public sees: one transaction, one instant, one record each.

Every moment is aware. ``by`` is the person's user name, kept as text so that the record outlives
the account. A refusal is a ValidationError with a sentence for that person, and nothing is done.
What must hold whatever code runs (no past instant, no change of what is public or approved) is
held by the triggers of ``releases/sql/``.

=================  ===============================================================================
``approving``      draft → submitted → approved by another person; back again; an edit reopens
``authors``        whose words an edition holds, so that somebody else approves it
``moving``         an approved edition's moment: later by one person, earlier by two
``holding``        out of the queue until somebody ends the hold
``correcting``     the next edition of what is public; withdrawal
``restoring``      what a restored backup would let out by its old moments, held
``archiving``      what was public elsewhere already, and reference rows let out by themselves
``dating``         how one instant reaches everything that an edition needs
=================  ===============================================================================
"""

from releases.publishing.approving import (
    approve,
    fingerprint,
    hindrances,
    put_in_order,
    reopen,
    send_back,
    submit,
    unschedule,
)
from releases.publishing.archiving import archive, archive_reference, publish_reference
from releases.publishing.authors import authors, authors_of_each
from releases.publishing.correcting import correct, withdraw
from releases.publishing.dating import ISSUED_HERE, NOT_ISSUED, SOONEST, date_with_all_it_needs
from releases.publishing.holding import end_hold, hold, hold_everything
from releases.publishing.moving import ask_earlier, decline_earlier, grant_earlier, move
from releases.publishing.restoring import hold_as_restored

__all__ = [
    "ISSUED_HERE",
    "NOT_ISSUED",
    "SOONEST",
    "approve",
    "archive",
    "archive_reference",
    "ask_earlier",
    "authors",
    "authors_of_each",
    "correct",
    "date_with_all_it_needs",
    "decline_earlier",
    "end_hold",
    "fingerprint",
    "grant_earlier",
    "hindrances",
    "hold",
    "hold_as_restored",
    "hold_everything",
    "move",
    "publish_reference",
    "put_in_order",
    "reopen",
    "send_back",
    "submit",
    "unschedule",
    "withdraw",
]
