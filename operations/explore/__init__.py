"""Every figure on one page: narrowed, counted, sorted, drawn and taken away.

``address`` is the one spelling of what is asked for, ``asking`` reads it, ``groups`` and ``tags``
are the filters as a reader sees them, ``sorting`` and ``columns`` the table, ``drawing`` the chart
of a choice, and ``taking`` and ``files`` what leaves the page.
"""
