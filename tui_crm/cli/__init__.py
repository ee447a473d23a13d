"""Floor 4: the command line. Parses, calls services, prints; click is known here only."""
