"""`python -m tts` is `article-tts`."""

import sys

from tts.cli import main

sys.exit(main())
