"""What displays say that they played: how long it took from the clerk's key to the sound."""

from collections import OrderedDict
from typing import Literal

from hall.journal.refusal import Unknown, Wrong
from hall.queue.state.day import HallDay
from hall.speech.playback import Playback
from hall.web.context import Context
from hall.web.metrics import Metrics

How = Literal["clips", "browser", "chime", "none"]
"""By clips, by the browser's own voice, by the chime alone, or not at all."""
KEYS_KEPT = 5_000
"""Reports whose request keys are remembered."""
LATEST_CALLS = 1_000
"""Only so many of a zone's newest calls are looked through."""


class Played:
    """Counts each report once."""

    def __init__(self, context: Context) -> None:
        """Take where the calls are, and who counts."""
        self._desk = context.desk
        self._playback, self._metrics = context[Playback], context[Metrics]
        self._done: OrderedDict[str, tuple[str, int, int, How]] = OrderedDict()

    def tell(self, key: str | None, zone: str, call: int, ms: int, how: How) -> None:
        """Count that `call` was heard in `zone` after `ms`.

        Raises Unknown when there was no such call, Wrong for a key that was used for something else.
        """
        report = (zone, call, ms, how)
        if key is not None and key in self._done:
            if self._done[key] != report:
                raise Wrong("key_reused", field="Idempotency-Key")
            return
        if not self._desk.look(lambda day, _: self._was_called(day, zone, call)):
            raise Unknown("call_unknown", call=call)
        if key is not None:
            self._done[key] = report
            if len(self._done) > KEYS_KEPT:
                self._done.popitem(last=False)
        self._playback.tell(zone, how, ms / 1000)
        self._metrics.sounded(zone, how, ms / 1000)

    @staticmethod
    def _was_called(day: HallDay, zone: str, call: int) -> bool:
        return any(one.id == call for one in day.zone_calls[zone][-LATEST_CALLS:])
