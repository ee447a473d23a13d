"""Floor 0: pure rules over frozen values; no I/O, no clock, no text for people."""
