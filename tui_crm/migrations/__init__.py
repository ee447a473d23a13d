"""Floor 1: the steps from one schema to the next, oldest first."""
