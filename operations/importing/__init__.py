"""Spreadsheets of figures into a draft edition: read, matched, checked, compared, written.

One way for the admin and for the command, so that there is one list of rules and of sentences:

===============  ================================================================================
``columns``      what a row of figures may say, and under which headings
``matching``     which heading of a file is which column
``reading``      a CSV as rows of text; ``opening`` the same for .xlsx and .ods, in a process apart
``cells``        one cell → a number, a day, a kind
``names``        one cell → a metric, a force, an area, or a sentence with the names near to it
``texts``        cells of words, as COPY takes them
``rules``        one row → a line for the staging table, or ``findings`` by cell
``resource``     the fields as django-import-export has them: sheets out, and the words of a value
``known``        the reference rows that a file may name
``staging``      rows into the staging tables by COPY
``comparing``    what is staged against what stands, by SQL
``whole_files``  ids and keys that come twice or belong elsewhere
``counting``     counts and totals before and afterwards; ``describing`` tells them in words
``writing``      what is staged into the draft, in one transaction
===============  ================================================================================

The first eight know nothing of Django.
"""
