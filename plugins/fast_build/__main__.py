"""`python -m fast_build`, with the options of `pelican`: builds a site, unless it stands as it would be.

    nothing that was read has changed, the output stands --> done, in a tenth of a second
    else --> pelican, and all that it reads is noted for the next time

The note is `.fast_build`, in the folder where this is run. A build that warned of something, asked
a server or started a program is not noted, and is made anew each time.
"""

from __future__ import annotations

import gc
import hashlib
import os
import re
import sys
import time
from contextlib import nullcontext
from functools import partial

from fast_build.alone import wait_for_others
from fast_build.bytecode import keep_whole_or_nothing
from fast_build.earlier import Earlier, keep, know, restored
from fast_build.ending import end_at_once
from fast_build.unchanged import (
    NOTE,
    SHARES,
    all_below,
    first_after,
    left_by_now,
    look_again,
    packages_of_all,
    put_together,
    remember,
    stands,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from fast_build.workers import Standby

# With these pelican does not end. As it lets one write them: `-rl` too, and `--auto`.
_STAYS = re.compile("-[dDqv]*[rl]|--a|--li").match
_MANY = 400_000  # objects, some forty megabytes: one edit of ten thousand articles keeps as many
_PASSING = {"_", "PWD", "OLDPWD", "SHLVL"}  # variables that say nothing of the build


def main(arguments: list[str]) -> None:
    """Build the site as `pelican` with these arguments would; exits as it does where it fails."""
    if any(map(_STAYS, arguments)):
        from pelican import main as pelican

        pelican(arguments)
        return
    keep_whole_or_nothing()
    wait_for_others()
    # By the clock on the wall, as Pelican tells what is still to come. An article that is due while
    # this build runs may not be in it, so what counts is when it began.
    began = time.time()
    words = _words(arguments, began)
    again = look_again(NOTE, words, began)
    if again and (built := stands(NOTE, *again)):
        print(f"Done: nothing has changed, and {built.output} stands as it was left.")
    else:
        # What is read stays to the end: to look through it again and again would find nothing.
        thresholds = gc.get_threshold()
        gc.disable()
        from fast_build.workers import Standby, pile, take  # not before something is to be built

        shares = iter(partial(take, pile(SHARES)), None)
        try:
            with Standby(partial(left_by_now, shares=shares)) as looking:
                _build(arguments, words, began, Earlier(*again) if again else None, looking)
        finally:
            gc.freeze()  # or all that is new would be looked through as soon as that is on again
            gc.unfreeze()
            gc.set_threshold(*thresholds)
            gc.enable()


def _words(arguments: list[str], moment: float) -> list[str]:
    variables = sorted(f"{k}={v}" for k, v in os.environ.items() if k not in _PASSING)
    # A digest: some are secrets.
    digest = hashlib.sha256("\n".join(variables).encode("utf-8", "surrogateescape")).hexdigest()
    return [*arguments, os.getcwd(), packages_of_all(), days_at(moment), digest]


def days_at(moment: float) -> str:
    """Return which day it is at a moment, in seconds since 1970: at UTC, and here, which is what
    `date.today()` in settings and a date without a day mean."""
    return " ".join(time.strftime("%Y-%m-%d", at(moment)) for at in (time.gmtime, time.localtime))


def _build(
    arguments: list[str], words: list[str], began: float, earlier: Earlier | None, looking: Standby
) -> None:
    from fast_build.when_used import load_when_used

    load_when_used()
    import logging

    from fast_build import head_starts
    from fast_build.expressions import Expressions, beside_compiled_modules
    from fast_build.tracing import Trace

    expressions = Expressions(beside_compiled_modules())
    trace = Trace(earlier.built, earlier.inputs) if earlier else Trace()
    sources, ended, warned = [], [], []
    know(earlier, trace.written, trace.see_all)
    head_starts.begin(earlier.built.head_starts if earlier else head_starts.likely(arguments))
    import pelican as package
    from pelican import main as pelican
    from pelican.log import console
    from pelican.plugins import signals

    listener = logging.Handler(logging.WARNING)
    listener.emit = warned.append
    set_up = package.init_logging

    def set_up_and_listen(*arguments, **options) -> None:
        # Not before: Pelican sets up the root only where nobody has.
        package.init_logging = set_up
        set_up(*arguments, **options)
        logging.getLogger().addHandler(listener)

    package.init_logging = set_up_and_listen

    def see_sources(pelican) -> None:
        # Plugins ask whether a file or folder is there, of which nobody is told.
        for folder in (pelican.settings["PATH"], pelican.settings["THEME"]):
            sources.append(os.path.abspath(folder))
            if not (earlier and earlier.has_found_all_below(sources[-1])):
                trace.see_all(filter(trace.is_new, all_below(sources[-1])))

    def end(generators) -> None:
        ended.extend(generators)
        expressions.stop()
        if not earlier:
            trace.look_ahead(sources)  # while another process ranks related articles, if one does
        # All articles are read: garbage is looked for among what comes after, which stays too for
        # the most part, so seldom.
        gc.freeze()
        gc.set_threshold(_MANY)
        gc.enable()

    def all_written(_pelican) -> None:
        gc.disable()  # what comes now is noted for the next build, and stays

    if not console.is_terminal:
        console.status = nullcontext  # its spinner is shown nowhere else
    signals.initialized.connect(see_sources)
    signals.all_generators_finalized.connect(end)
    signals.finalized.connect(all_written)
    pelican(arguments)
    if ended:
        settings, context = ended[0].settings, ended[0].context
        if settings.get("FAST_BUILD_WORKERS", True):  # a site may be built without the plugin
            looking.ask(settings["OUTPUT_PATH"])  # where nothing is written any more
        ours = [settings["OUTPUT_PATH"], settings["CACHE_PATH"]]
        inputs, why_not = trace.inputs(words, ours, sources, restored())
        if inputs and not warned:
            contents = context["generated_content"].values()
            due = until(contents, began)
            token = keep()
            # What the other one has not come to is looked at here: this process would only wait.
            own = looking.do(settings["OUTPUT_PATH"]) if looking.is_asked else ""
            how = put_together(own, looking.answer())
            remember(
                NOTE,
                inputs,
                settings["OUTPUT_PATH"],
                due,
                token=token,
                how=how,
                head_starts=head_starts.in_use(),
                sources=sources,
            )
        else:
            log = logging.getLogger(__name__)
            log.info("fast_build can't tell what has changed: it %s", why_not or "logged a warning")


def until(contents: Iterable, moment: float) -> float:
    """Return when the first of the contents after a moment is due, in seconds since 1970."""
    from datetime import date

    # Most are long past, which the day tells sooner; it may be another one elsewhere on Earth.
    day = date.fromtimestamp(moment).toordinal() - 2
    dates = (getattr(content, "date", None) for content in contents)
    to_come = (each for each in dates if each and each.toordinal() >= day)
    return first_after(moment, (each.timestamp() for each in to_come))


if __name__ == "__main__":
    main(sys.argv[1:])
    end_at_once()
