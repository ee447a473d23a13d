"""Are two customers one: what is compared, what agrees, and what that adds up to (SPEC 5)."""
