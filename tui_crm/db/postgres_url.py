"""The URL of a PostgreSQL database, as it may be shown: without its passwords.

Not taken apart by the rules for URLs: a password with an unescaped `/`, `#` or `@` would be shown
in part. Everything from the first colon of the login to the last `@` is taken for the password.
"""

import re
from urllib.parse import unquote

HIDDEN = "***"

_LOGIN = re.compile(r"^(\w+://[^:@/?#]*:)(.*)@", re.DOTALL)
_PARAMETERS = re.compile(r"([?&](?:password|sslpassword|passfile)=)([^&]*)")
"""Parameters of a connection that are secret (libpq, "Connection Strings")."""


def without_password(url: str) -> str:
    """Return `url` with `***` in place of its passwords."""
    return _PARAMETERS.sub(rf"\1{HIDDEN}", _LOGIN.sub(rf"\1{HIDDEN}@", url))


def without_secrets(text: str, url: str) -> str:
    """Return the driver's `text` with `***` in place of the passwords of `url`."""
    for secret in sorted(_secrets_of(url), key=len, reverse=True):
        text = text.replace(secret, HIDDEN)
    return text


def _secrets_of(url: str) -> set[str]:
    """Return the passwords in `url`, as written and decoded."""
    written = {found[2] for pattern in (_LOGIN, _PARAMETERS) for found in pattern.finditer(url)}
    # By the rules for URLs it ends earlier, and the driver may quote that part.
    written |= {secret.partition("@")[0] for secret in written}
    return {*written, *map(unquote, written)} - {""}
