import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[2] / "plugins"))  # the tasks do so for themselves

from commands.publish import main

sys.exit(main())
