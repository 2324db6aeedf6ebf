"""Long runs of the tests of publishing, for hours in which nobody waits for the machine."""
