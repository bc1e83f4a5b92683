"""What the tasks do, a module or package for each verb."""

import os
import sys

# The tasks use what the plugins know.
_PLUGINS = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "plugins")
if _PLUGINS not in sys.path:
    sys.path.append(_PLUGINS)
