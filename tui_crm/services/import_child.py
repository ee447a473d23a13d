"""The process that reads the rows of a large file, so that two processors share an import.

Takes a pickled `ReadingJob` on its standard input and writes frames to its standard output: a
sign, the length in four bytes, and the rows, or the refusal that ended the reading.
"""

import gc
import marshal
import pickle
import struct
import sys
from typing import BinaryIO

from tui_crm.domain.errors import CrmError
from tui_crm.services.import_rows import packed, row_batches

HEAD = struct.Struct("<cI")
"""A frame's sign and length in bytes."""
ROWS = b"r"
REFUSED = b"e"
ENDED = b"."


def main() -> int:
    """Read the file that the job names."""
    # Rows hold no cycles: looking for some would take a tenth of the time.
    gc.disable()
    job = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the process that started this one
    output = sys.stdout.buffer
    try:
        for batch in row_batches(job):
            _write(output, ROWS, packed(batch))
    except CrmError as error:
        params = {name: _plain(value) for name, value in error.params.items()}
        _write(output, REFUSED, marshal.dumps((error.code, params)))
    except BrokenPipeError:  # whoever reads has stopped the import
        return 0
    _write(output, ENDED, b"")
    return 0


def _plain(value: object) -> str | int:
    return value if isinstance(value, int) else str(value)


def _write(output: BinaryIO, sign: bytes, data: bytes) -> None:
    output.write(HEAD.pack(sign, len(data)))
    output.write(data)
    output.flush()


if __name__ == "__main__":
    sys.exit(main())
