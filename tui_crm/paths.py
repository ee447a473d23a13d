"""Where things live: the only module that knows folders."""

import os
from pathlib import Path

APP_NAME = "tui-crm"
PRIVATE_FOLDER_MODE = 0o700
PRIVATE_FILE_MODE = 0o600


def home() -> Path | None:
    """Return the folder named by `TUI_CRM_HOME`, absolute, or None where it is unset or empty.

    A `~` of somebody who is not known stands for itself, as in a shell.
    """
    named = os.path.expanduser(os.environ.get("TUI_CRM_HOME", ""))
    return Path(named).absolute() if named else None


def data_folder() -> Path:
    """Return the folder of the database and its backups; it may not exist yet."""
    if (chosen := home()) is not None:
        return chosen
    import platformdirs

    return Path(platformdirs.user_data_dir(APP_NAME, appauthor=False))


def config_folder() -> Path:
    """Return the folder of the user's settings; it may not exist yet."""
    if (chosen := home()) is not None:
        return chosen
    import platformdirs

    return Path(platformdirs.user_config_dir(APP_NAME, appauthor=False))


def state_folder() -> Path:
    """Return the folder of logs and crash reports; it may not exist yet."""
    if (chosen := home()) is not None:
        return chosen / "state"
    import platformdirs

    return Path(platformdirs.user_state_dir(APP_NAME, appauthor=False))


def default_database() -> Path:
    """Return the path of the database that opens when none is named."""
    return data_folder() / "tui-crm.db"


def settings_file() -> Path:
    """Return the path of the user's settings."""
    return config_folder() / "settings.toml"


def shown(path: Path) -> str:
    """Return `path` as it is told to its user: below his home folder it begins with `~`."""
    try:
        return str(Path("~") / path.relative_to(Path.home()))
    except (ValueError, RuntimeError):
        return str(path)


def backups_folder(database: Path) -> Path:
    """Return the folder of the backups of `database`, beside it."""
    return database.parent / "backups"


def shipped_data() -> Path:
    """Return the read-only folder of shipped data: in the wheel, else beside the package."""
    package = Path(__file__).parent
    inside = package / "data"
    return inside if inside.is_dir() else package.parent / "data"


def locale_folder() -> Path:
    """Return the folder of the message catalogues."""
    return Path(__file__).parent / "locale"


def make_private_folder(folder: Path) -> Path:
    """Create `folder` and its missing parents with mode 0700 and return it; an existing one stays.

    Raises OSError where it cannot be created.
    """
    missing = [folder, *folder.parents]
    for part in reversed([each for each in missing if not each.exists()]):
        part.mkdir(mode=PRIVATE_FOLDER_MODE, exist_ok=True)
    return folder
