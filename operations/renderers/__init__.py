"""Renderers: each turns one `ChartData` into a picture, a table, a file or words.

None knows of a database, a request or a template. Where one needs more than the chart holds, the
chart lacks a field.
"""
