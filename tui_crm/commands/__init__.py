"""Floor 3: what can be done, declared once for keys, footer, palette and help."""
