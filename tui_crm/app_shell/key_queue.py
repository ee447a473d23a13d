"""Keys in their order: one at a time, each after the effect of the one before.

A key travels from the app to the widget with the focus and back up, through the queue of each; a
fence sent behind it on the same way comes back to the app after the key has had its effect. Where
another key waits, a second fence follows: a widget may have answered the key with a message (that
its row was chosen), which goes up behind the first fence and before the second. Where the key
opened a screen, a fence is sent once through that screen too, so that it has its focus.
"""

from collections import deque
from time import monotonic

from textual import events
from textual.dom import DOMNode
from textual.message import Message
from textual.message_pump import MessagePump

Typed = events.Key | events.Paste
"""What comes from the keyboard."""

LOOK_SECONDS = 0.1
"""How often keys that wait look whether their fence went with a widget that was removed."""
PATIENCE_SECONDS = 5.0
"""A fence that has not come back by then is given up, wherever it is: keys never wait for ever."""


class KeyFence(Message, bubble=True):
    """Follows a key; `screen` is the one that was up when it was sent, `is_last` the second one."""

    def __init__(self, screen: DOMNode, *, is_last: bool = False) -> None:
        super().__init__()
        self.screen = screen
        self.is_last = is_last


class KeyQueue:
    """The keys and pastes that wait, and the fence behind the one that is under way."""

    def __init__(self) -> None:
        self._waiting: deque[Typed] = deque()
        self._fence: KeyFence | None = None
        self._target: MessagePump | None = None
        self._sent_at = 0.0

    @property
    def has_waiting(self) -> bool:
        """Whether keys wait for the one that is under way."""
        return bool(self._waiting)

    @property
    def idle_seconds(self) -> float:
        """How long ago the last key was given out; the time since some far moment before any."""
        return monotonic() - self._sent_at

    def wait(self, event: Typed) -> None:
        """Put a key or paste behind those that wait."""
        self._waiting.append(event)

    def next_free(self) -> Typed | None:
        """Return the next one that may go out now, or None."""
        if self._fence is not None and self._is_lost():
            self._fence = None
        return self._waiting.popleft() if self._waiting and self._fence is None else None

    def follow(self, target: MessagePump, screen: DOMNode) -> None:
        """Send a fence behind the key that went to `target` on `screen`."""
        self._send(KeyFence(screen), target)

    def _send(self, fence: KeyFence, target: MessagePump) -> None:
        self._target = target
        self._sent_at = monotonic()
        self._fence = fence if target.post_message(fence) else None

    def _is_lost(self) -> bool:
        """Whether the fence will not come back: who should have passed it on is gone."""
        waited = monotonic() - self._sent_at
        is_gone = self._target is None or not self._target.is_running
        return waited > (LOOK_SECONDS if is_gone else PATIENCE_SECONDS)

    def land(self, fence: KeyFence, screen: DOMNode) -> None:
        """Take note that the key before `fence` has had its effect.

        Where it opened the screen that is up now, another fence goes through that one.
        """
        if fence is not self._fence:
            return
        self._fence = None
        if fence.screen is not screen:
            self.follow(screen, screen)
        elif self._waiting and not fence.is_last and self._target is not None:
            self._send(KeyFence(screen, is_last=True), self._target)
