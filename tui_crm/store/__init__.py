"""Floor 1: every query, for both engines; no rules. Rows never leave, frozen values do."""
