"""The URL of a PostgreSQL database, and how to show one."""

from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

HIDDEN = "***"
SECRET_PARAMETERS = frozenset({"password", "sslpassword", "passfile"})
"""Parameters of a connection URL (libpq) that are never shown."""


def secrets_of(url: str) -> frozenset[str]:
    """Return the passwords in `url`, as written and decoded."""
    parts = urlsplit(url)
    written = _written_password(parts.netloc)
    found = {value for name, value in parse_qsl(parts.query) if name in SECRET_PARAMETERS}
    return frozenset({*found, *map(quote, found), written, unquote(written)} - {""})


def without_password(url: str) -> str:
    """Return `url` with `***` in place of its passwords."""
    parts = urlsplit(url)
    netloc = parts.netloc
    if _written_password(netloc):
        credentials, _, host = netloc.rpartition("@")
        netloc = f"{credentials.partition(':')[0]}:{HIDDEN}@{host}"
    query = parts.query
    pairs = parse_qsl(query, keep_blank_values=True)
    if any(name in SECRET_PARAMETERS for name, _ in pairs):
        shown = [(name, HIDDEN if name in SECRET_PARAMETERS else value) for name, value in pairs]
        query = urlencode(shown, safe="*/")
    return urlunsplit(parts._replace(netloc=netloc, query=query))


def without_secrets(text: str, url: str) -> str:
    """Return the driver's `text` with `***` in place of the passwords of `url`."""
    for secret in sorted(secrets_of(url), key=len, reverse=True):
        text = text.replace(secret, HIDDEN)
    return text


def _written_password(netloc: str) -> str:
    credentials, _, _ = netloc.rpartition("@")
    return credentials.partition(":")[2]
