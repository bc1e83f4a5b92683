import sys

from commands.publish import main

sys.exit(main())
