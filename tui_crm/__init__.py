"""tui-crm: a keyboard-first CRM in the terminal."""

__version__ = "0.1.0"
