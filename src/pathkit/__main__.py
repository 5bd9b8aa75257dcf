"""`python -m pathkit`."""

import sys

from pathkit.cli import main

sys.exit(main())
