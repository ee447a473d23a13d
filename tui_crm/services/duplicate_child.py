"""A process that works on tasks of the duplicate check, so that all processors share it.

Takes frames on its standard input, each a task's sign, a length and what the task takes, and
answers each with a length and the task's answer, until the input ends.
"""

import struct
import sys

from tui_crm.services.duplicate_tasks import Task, done

ASKED = struct.Struct("<cI")
"""The sign of a task and the length in bytes of what it takes."""
ANSWERED = struct.Struct("<I")
"""The length in bytes of an answer."""
SIGNS = {Task.KEYS: b"k", Task.PAIRS: b"p"}
_TASKS = {sign: task for task, sign in SIGNS.items()}


def main() -> int:
    """Answer until nobody asks any more."""
    asked, answers = sys.stdin.buffer, sys.stdout.buffer
    try:
        while len(head := asked.read(ASKED.size)) == ASKED.size:
            sign, length = ASKED.unpack(head)
            answer = done(_TASKS[sign], asked.read(length))
            answers.write(ANSWERED.pack(len(answer)))
            answers.write(answer)
            answers.flush()
    except BrokenPipeError:  # whoever asks has stopped the check
        return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
