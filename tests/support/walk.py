"""A random walk over the whole program: keys, clicks, pastes and resizes that nobody would do.

A colleague works on the same database. The same seed walks the same way, as far as timing lets it.
"""

import random
from collections import Counter, deque
from collections.abc import Sequence

from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot

from tests.support.colleague import Colleague
from tests.support.hostile import HOSTILE
from tests.support.rounds import visits
from tests.support.scenes import SCENES, Scene
from tui_crm.app import CrmApp
from tui_crm.commands.keys import strokes
from tui_crm.commands.registry import ALL_COMMANDS
from tui_crm.services.session import Session
from tui_crm.settings import LoadedSettings, Settings

SIZES = ((1, 1), (2, 40), (20, 5), (40, 10), (60, 16), (80, 24), (100, 30), (120, 40), (300, 90))
"""Terminals, from none at all to a wall."""
ROUND_SIZE = (120, 40)
"""The terminal of a round, in which there is room for everything."""
MEGABYTE = 1_000_000
REMEMBERED = 60
"""How many of the last events a failure tells."""
KEYS = (
    "up", "down", "left", "right", "home", "end", "pageup", "pagedown", "enter", "escape", "tab",
    "shift+tab", "backspace", "delete", "space", "ctrl+u", "ctrl+k", "ctrl+a", "ctrl+e", "ctrl+w",
    "ctrl+c", "ctrl+x", "ctrl+v", "ctrl+z", "f1", "f2", "f3", "f10", "shift+up", "shift+down",
    "ctrl+home", "ctrl+end", "ctrl+left", "ctrl+right", "shift+left", "ctrl+p",
)  # fmt: skip
TEXTS = (
    "+3d", "2w", "下周三下午3点", "next tue 3pm", "明天", "12-01", "2026-12-01 15:00", "31-31",
    "138 0013 8000 ; office: 0755-8888 8888 ext 801", "90d", "2h, 1d, 3d, archive", "ask", "3m",
    "张三", "Ann Lee", "a@b.cn", "[/nope]", "\t", "1", "zz", "王",
)  # fmt: skip

WAYS_OUT = (("f2",), ("enter",), ("escape", "y"), ("escape", "escape", "y"), ("g", "t"))
"""How a form is left: without them the walk would stay in forms for ever."""
HOME = (*("escape", "y") * 3, "escape", "g", "t")
"""Leads to Today from nearly everywhere: there the keys of a scene begin."""


class Walk:
    """Walks on `session` until it has made as many events as asked for.

    An event is one key, click, paste or resize, or one act of the colleague.

    `seen` counts the screens that it came by, by the names of their classes.
    """

    def __init__(self, session: Session, seed: int) -> None:
        self.done = 0
        self.last: deque[str] = deque(maxlen=REMEMBERED)
        self.seen: Counter[str] = Counter()
        self._session = session
        self._random = random.Random(seed)
        self._colleague = Colleague(session, self._random)
        self._keys = self._all_keys()
        self._size = (80, 24)

    def _all_keys(self) -> Sequence[str]:
        declared = [key for command in ALL_COMMANDS for key in command.keys]
        single = [key for key in declared if len(strokes(key)) == 1 and key != "q"]
        return [*KEYS, *single, *"123456789" * 3, *"abcgjkxyzäß张。？ "]

    async def go(self, events_wanted: int) -> None:
        """Walk on, opening the program again whenever the walk has left it."""
        while self.done < events_wanted:
            app = CrmApp(self._session, LoadedSettings(settings=Settings()))
            async with app.run_test(size=self._size, notifications=True) as pilot:
                while self.done < events_wanted and app.is_running and not app._exit:
                    await self._step(pilot, app)
                    self.seen.update(type(screen).__name__ for screen in app.screen_stack[-1:])

    async def go_round(self) -> None:
        """Visit every scene once: each leads to its screen while nobody has touched the demo."""
        app = CrmApp(self._session, LoadedSettings(settings=Settings()))
        async with app.run_test(size=ROUND_SIZE, notifications=True) as pilot:
            async for scene, names in visits(pilot, app):
                self.done += len(scene.keys)
                self.seen.update(names)
                self._note(f"visit {scene.name}, {len(scene.keys)} keys")

    async def _step(self, pilot: Pilot[object], app: CrmApp) -> None:
        chance = self._random.random()
        if chance < 0.55:
            await self._press(app, self._random.choice(self._keys))
        elif chance < 0.62:
            for key in self._random.choice(WAYS_OUT):
                await self._press(app, key)
        elif chance < 0.72:
            await self._visit(pilot, app, self._random.choice(list(SCENES.values())))
        elif chance < 0.82:
            await self._click(app)
        elif chance < 0.89:
            self._note(f"type {(text := self._random.choice(TEXTS))!r}")
            for character in text:
                await self._press(app, character, is_noted=False)
        elif chance < 0.94:
            self._paste(app)
        elif chance < 0.97:
            self.done += 1
            self._size = self._random.choice(SIZES)
            self._note(f"resize {self._size}")
            await pilot.resize_terminal(*self._size)
        elif chance < 0.995:
            self.done += 1
            self._note(f"meanwhile {self._colleague.act(app)}")
            app.look_outside()
        else:
            await self._press(app, "q")
        if self._random.random() < 0.4:
            await pilot.pause()

    async def _visit(self, pilot: Pilot[object], app: CrmApp, scene: Scene) -> None:
        """Press the keys of a scene: from Today, or from wherever the walk is.

        What is typed there is saved at times, with the colleague having been quicker.
        """
        way = (*HOME, *scene.keys) if self._random.random() < 0.5 else scene.keys
        for key in way:
            await self._press(app, key, is_noted=False)
        self._note(f"visit {scene.name}, {len(way)} keys")
        if self._random.random() < 0.3:
            for character in scene.typed:
                await self._press(app, character, is_noted=False)
            if self._random.random() < 0.5:
                await pilot.pause()
                self._note(f"meanwhile {self._colleague.interfere(app)}")
                await self._press(app, "f2")

    async def _press(self, app: CrmApp, key: str, *, is_noted: bool = True) -> None:
        self.done += 1
        if is_noted:
            self._note(f"press {key}")
        character = key if len(key) == 1 else None
        name = key if character is None else _character_to_key(character)
        app.post_message(events.Key(name, character))

    async def _click(self, app: CrmApp) -> None:
        self.done += 1
        width, height = self._size
        x, y = self._random.randrange(width), self._random.randrange(height)
        self._note(f"click {x},{y}")
        for kind in (events.MouseMove, events.MouseDown, events.MouseUp):
            app.post_message(
                kind(
                    widget=None,
                    x=x,
                    y=y,
                    delta_x=0,
                    delta_y=0,
                    button=0 if kind is events.MouseMove else 1,
                    shift=False,
                    meta=False,
                    ctrl=False,
                    screen_x=x,
                    screen_y=y,
                )
            )

    def _paste(self, app: CrmApp) -> None:
        self.done += 1
        text = self._random.choice(HOSTILE)
        if self._random.random() < 0.05:
            text = text * (MEGABYTE // max(1, len(text)))
        self._note(f"paste {len(text)} {text[:20]!r}")
        app.post_message(events.Paste(text))

    def _note(self, event: str) -> None:
        self.last.append(event)
