"""What PostgreSQL's errors mean to a user (appendix A of its manual: SQLSTATE)."""

_STATES = {
    "25006": "database_read_only",  # read_only_sql_transaction
    "40001": "database_busy",  # serialization_failure
    "40P01": "database_busy",  # deadlock_detected
    "42501": "permission_denied",  # insufficient_privilege
    "53100": "disk_full",
    "55P03": "database_busy",  # lock_not_available: lock_timeout ran out
    "58030": "disk_error",  # io_error
    "XX001": "database_damaged",  # data_corrupted
    "XX002": "database_damaged",  # index_corrupted
}
_CLASSES = {
    "08": "connection_lost",  # connection exceptions
    "53": "database_busy",  # out of connections or memory
}
_SHUTDOWN = frozenset({"57P01", "57P02", "57P03", "57P05"})
"""The server ended the session: shutdown, crash, starting up, idle."""


def refusal_code(problem: BaseException) -> str | None:
    """Return the code of the refusal that a driver's error means, or None where it means none.

    `problem` is psycopg's error, or peewee's around one.
    """
    inner = getattr(problem, "orig", None)
    for error in (problem, inner):
        state = getattr(error, "sqlstate", None)
        if isinstance(state, str):
            if state in _SHUTDOWN:
                return "connection_lost"
            return _STATES.get(state) or _CLASSES.get(state[:2])
    return None
