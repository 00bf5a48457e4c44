import sys

from normil.cli import main

sys.exit(main())
