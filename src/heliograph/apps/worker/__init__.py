"""The worker process: `python -m heliograph.apps.worker --queue publishing`."""
