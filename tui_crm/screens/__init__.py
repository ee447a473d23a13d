"""Floor 4: compose, route keys, turn errors into notices."""
