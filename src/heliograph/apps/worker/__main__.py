"""Entry of the worker process."""

from heliograph.apps.worker.main import main

if __name__ == "__main__":
    raise SystemExit(main())
