"""Sends a signal many times in fewer steps than Blinker, which finds out each time who is to hear it."""

from __future__ import annotations

from inspect import iscoroutinefunction
from typing import Any
from weakref import ref

import blinker.base
from blinker import Signal

from .replacing import are_from


class Sending:
    """Sends one signal, to all that hear it whoever sends; where some hear one sender alone, or have to be
    awaited, and where a plugin sends signals in its own way, as Blinker does."""

    def __init__(self, signal: Signal) -> None:
        self._signal = signal
        self._ids: tuple | None = None
        self._is_plain = False

    def send(self, sender: Any, **more: Any) -> None:
        """Send the signal; what the receivers return is nobody's."""
        signal = self._signal
        receivers = signal.receivers
        ids = tuple(receivers)
        if ids != self._ids:
            self._ids, self._is_plain = ids, self._hear_all_senders(len(ids))
        if not self._is_plain:
            signal.send(sender, **more)
        elif not signal.is_muted:
            for each in ids:
                held = receivers.get(each)  # one that has heard it may disconnect another
                receiver = held() if isinstance(held, ref) else held
                if receiver is not None:
                    receiver(sender, **more)

    def _hear_all_senders(self, number: int) -> bool:
        if not are_from([self._signal.send], blinker.base.__file__):
            return False
        found = [*self._signal.receivers_for(object())]
        return len(found) == number and not any(map(iscoroutinefunction, found))
