"""From a release's text to a draft edition: read, suggested, decided by staff, and saved."""
