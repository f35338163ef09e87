"""`python -m heliograph.apps.up`: the same as `heliograph up`."""

from heliograph.apps.up.main import main

raise SystemExit(main())
