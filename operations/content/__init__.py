"""Content files: the record's facts in TOML that a press officer can proof-read.

``reading`` turns a folder into frozen entries, or into one report of every error in it (no
Django); ``loading`` adds what the database does not have yet, in one transaction.
"""
