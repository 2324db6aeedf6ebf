from django.db import migrations

from releases.row_security import NoteEdits, ReplaceFunctions


class Migration(migrations.Migration):
    dependencies = [("releases", "0011_moved_or_gone")]

    operations = [
        ReplaceFunctions("0012_standing.sql"),
        NoteEdits("publisher"),
        NoteEdits("topic"),
        NoteEdits("speaker"),
        NoteEdits("release"),
        NoteEdits("release", "topics"),
        NoteEdits("withdrawal"),
        NoteEdits("edition"),
        NoteEdits("sourcetext"),
        NoteEdits("quotation"),
        NoteEdits("wording"),
        NoteEdits("announcement"),
        NoteEdits("announcement", "releases"),
        NoteEdits("notice"),
        NoteEdits("noticechange"),
        NoteEdits("seal"),
        NoteEdits("salt"),
    ]
