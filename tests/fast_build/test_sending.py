"""Who hears a signal hears it as Blinker would tell."""

import asyncio

import pytest
from blinker import Signal

from fast_build.sending import Sending


class Heard(list):
    """Receivers, and what they have heard."""

    def hear(self, sender, context):
        self.append((sender, context))

    def hear_too(self, sender, context):
        self.append((sender, f"{context} too"))

    def disconnect_the_other(self, sender, context):
        self.append((sender, "the only one"))
        self.signal.disconnect(self.hear_too)


def connect(signal, heard, *names, **more):
    for name in names:
        signal.connect(getattr(heard, name), **more)


def plain(signal, heard):
    connect(signal, heard, "hear_too", "hear")


def none(signal, heard):
    pass


def of_one_sender(signal, heard):
    connect(signal, heard, "hear", sender="b")
    connect(signal, heard, "hear_too")


def of_one_sender_and_all(signal, heard):
    connect(signal, heard, "hear", sender="b")
    connect(signal, heard, "hear")


def that_disconnect_others(signal, heard):
    heard.signal = signal
    connect(signal, heard, "disconnect_the_other", "hear_too")


def that_are_strong(signal, heard):
    signal.connect(lambda sender, context: heard.append(context), weak=False)


def of_a_plugin_that_sends_in_its_own_way(signal, heard):
    connect(signal, heard, "hear")
    signal.send = lambda sender, **more: heard.append("its own way")


@pytest.mark.parametrize(
    "receivers",
    [
        *(none, plain, of_one_sender, of_one_sender_and_all, that_disconnect_others),
        *(that_are_strong, of_a_plugin_that_sends_in_its_own_way),
    ],
)
def test_they_hear_what_blinker_would_tell(receivers):
    made = []
    for quick in (False, True):
        signal, heard = Signal(), Heard()
        receivers(signal, heard)
        sending = Sending(signal) if quick else signal
        for sender in "abab":
            sending.send(sender, context="page")
        with signal.muted():
            sending.send("c", context="muted")
        made.append(heard)

    assert made[0] == made[1]


def test_those_that_come_and_go_meanwhile_count():
    signal, heard, gone = Signal(), Heard(), Heard()
    sending = Sending(signal)
    connect(signal, heard, "hear")
    connect(signal, gone, "hear")
    sending.send("a", context=1)
    assert gone == [("a", 1)]
    del gone
    sending.send("b", context=2)
    signal.disconnect(heard.hear)
    connect(signal, heard, "hear_too")
    sending.send("c", context=3)
    connect(signal, heard, "hear", sender="e")
    sending.send("d", context=4)

    assert heard == [("a", 1), ("b", 2), ("c", "3 too"), ("d", "4 too")]


def test_one_that_has_to_be_awaited_is_refused_as_blinker_refuses_it():
    signal = Signal()

    async def receiver(sender):
        await asyncio.sleep(0)

    signal.connect(receiver)

    with pytest.raises(RuntimeError):
        Sending(signal).send("a")
