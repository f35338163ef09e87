"""`python -m benchmarks [NAME]`: all benchmarks, or one; the same as `make bench`."""

import sys

from tools.bench import main

sys.exit(main(*sys.argv[1:2]))
