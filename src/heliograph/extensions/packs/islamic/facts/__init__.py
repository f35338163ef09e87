"""What is true on a day for a brand, each statement with its parts and its source."""
