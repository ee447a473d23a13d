"""Floor 2: one public method is one user intention is one transaction."""
