"""The moment that stands for now: it decides what is published, and what is still to come.

Imports next to nothing, for the launcher's sake.
"""

import os
import time

_MOST_DIGITS = 11  # up to the year 5138


def now() -> float:
    """Return what stands for now, in seconds since 1970: SOURCE_DATE_EPOCH, where that is set.

    Ends the run with a sentence where it is set to something else.
    """
    said = os.environ.get("SOURCE_DATE_EPOCH")
    if not said:
        return time.time()
    if not said.isdecimal() or len(said) > _MOST_DIGITS:
        raise SystemExit(
            f"SOURCE_DATE_EPOCH is {said[:40]!r}. Set it to whole seconds since 1970, or unset it."
        )
    return int(said)
