"""The comparability guard: what may share a chart, a sum or a line, and what has to be said.

Pure: nothing here knows of the database or of Django.
"""
