"""Becomes the real invoke: the launcher starts this, since `-m invoke` prints before tasks.py is read."""

import runpy
import sys
from pathlib import Path

if __name__ == "__main__":
    try:
        sys.path.append(str(Path(__file__).resolve().parent.parent))
        from commands.streams import make_safe

        make_safe()
        runpy.run_module("invoke", run_name="__main__", alter_sys=True)
    except KeyboardInterrupt:  # before invoke itself attends to it
        sys.exit(130)
    finally:
        try:
            sys.stdout.flush()
        except OSError:  # on a full disk, say: tasks.py has a sentence for that
            sys.stdout = None
            raise
