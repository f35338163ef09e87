"""What `heliograph doctor` looks at."""
