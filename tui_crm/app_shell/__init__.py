"""The shell of the app: keys, palette, themes, crashes, signals and a terminal that goes away."""

from tui_crm.app_shell.app import ShellApp

__all__ = ["ShellApp"]
