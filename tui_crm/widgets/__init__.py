"""Floor 3: draw values, post messages."""
