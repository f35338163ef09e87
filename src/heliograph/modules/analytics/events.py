"""What analytics tells open dashboards."""

NUMBERS_READ = "analytics.numbers_read"
