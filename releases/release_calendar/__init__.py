"""The calendar of coming releases: its days, its filters, its page and its .ics."""
