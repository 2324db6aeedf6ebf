"""Search: everything that is public, found by words, by who said it, and by number.

``asked`` reads what a reader typed, ``finding`` asks the database's functions (``operations/sql``),
``shown`` makes results of rows. What is found is a function of what the asker may see alone.
"""
