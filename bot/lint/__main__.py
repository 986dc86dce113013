"""`python -m bot.lint`: exit code 1 if anything is wrong with our words."""

import sys

from bot.lint import main

sys.exit(main())
