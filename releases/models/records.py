"""What staff alone may read: who did what, what each row was before, what was loaded."""

from django.db import models

from releases.exact_json import ExactNumbers
from releases.models.editions import Edition
from releases.models.releases import Release


class Act(models.Model):
    """Who did what to which edition, when and why. Staff only; never edited."""

    class Verb(models.TextChoices):
        SUBMIT = "submit", "submitted for approval"
        SEND_BACK = "send_back", "sent back to be changed"
        APPROVE = "approve", "approved"
        UNSCHEDULE = "unschedule", "approval taken back"
        MOVE = "move", "embargo moved"
        PROPOSE = "propose", "asked for an earlier moment"
        BRING_FORWARD = "bring_forward", "brought forward"
        DECLINE = "decline", "left at its moment"
        HOLD = "hold", "put on hold"
        END_HOLD = "end_hold", "hold ended"
        CORRECT = "correct", "correction begun"
        WITHDRAW = "withdraw", "withdrawn"
        ARCHIVE = "archive", "taken over from the archive"
        LET_OUT = "let_out", "let out by itself"
        RENAME = "rename", "given another address"
        TAKE_DOWN = "take_down", "taken down"
        EARLY_ACCESS = "early_access", "shown to an early reader"
        REVOKE_ACCESS = "revoke_access", "early reader’s access revoked"
        SIGN_OFF = "sign_off", "rehearsal signed off"

    verb = models.CharField(max_length=20, choices=Verb)
    # Empty for what belongs to no release: a chart or a topic that was let out by itself.
    release = models.ForeignKey(Release, models.PROTECT, null=True, blank=True, related_name="acts")
    edition = models.ForeignKey(
        Edition, models.SET_NULL, null=True, blank=True, related_name="acts"
    )
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    effective_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    # Which row of which table, where that is not the edition; the moments of a move.
    detail = models.JSONField(default=dict)

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.get_verb_display()} by {self.by}"


class BringForward(models.Model):
    """One person’s request to let an approved edition out earlier, which another must grant."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", "waits for a second person"
        GRANTED = "granted", "granted"
        DECLINED = "declined", "declined"
        LAPSED = "lapsed", "lapsed: the edition changed meanwhile"

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="requests")
    embargo_until = models.DateTimeField(
        null=True, blank=True, help_text="The earlier moment. Blank: at once."
    )
    reason = models.TextField(help_text="Kept for ever: “broken by … at …”, or why else.")
    asked_by = models.CharField(max_length=150)
    asked_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.WAITING)
    settled_by = models.CharField(max_length=150, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    granted_alone = models.BooleanField(default=False)

    class Meta:
        ordering = ("-asked_at", "-pk")
        default_permissions = ("view",)
        constraints = (
            models.UniqueConstraint(
                fields=["edition"],
                condition=models.Q(outcome="waiting"),
                name="one_request_at_a_time",
                violation_error_message="Somebody has asked for an earlier moment already.",
            ),
            models.CheckConstraint(
                condition=~models.Q(outcome="granted")
                | models.Q(granted_alone=True)
                | ~models.Q(settled_by=models.F("asked_by")),
                name="brought_forward_by_two",
                violation_error_message="Another person than the one who asked must grant it.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.edition}: {self.get_outcome_display()}"


class Change(models.Model):
    """One change of one curated row, written by a trigger (``releases.change_ledger``).

    Nobody can edit it. A row as it was first made stands in the ``before`` of its next change, or
    in its table while there was none.
    """

    class Verb(models.TextChoices):
        INSERT = "insert", "added"
        UPDATE = "update", "changed"
        DELETE = "delete", "removed"

    table = models.CharField(max_length=80)
    row = models.BigIntegerField()
    verb = models.CharField(max_length=6, choices=Verb)
    # The row on whose page the change is shown too: the edition of a figure.
    part_of_table = models.CharField(max_length=80, null=True)  # noqa: DJ001
    part_of_row = models.BigIntegerField(null=True)
    before = models.JSONField(null=True, decoder=ExactNumbers)
    after = models.JSONField(null=True, decoder=ExactNumbers)
    by = models.CharField(max_length=200)
    # The instant of its transaction: what was saved together, acts included, has the same.
    at = models.DateTimeField()

    class Meta:
        ordering = ("-pk",)
        default_permissions = ("view",)
        indexes = (
            models.Index(fields=["table", "row", "id"], name="changes_of_a_row"),
            models.Index(fields=["part_of_table", "part_of_row", "id"], name="changes_of_parts"),
        )

    def __str__(self) -> str:
        return f"{self.table} {self.row} {self.get_verb_display()}"


class LoadedFile(models.Model):
    """A content file as it was when its rows were loaded."""

    path = models.CharField(max_length=250, unique=True)
    sha256 = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.path
