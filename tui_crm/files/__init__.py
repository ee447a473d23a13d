"""Floor 1: reading and writing the files that users bring and take away."""
