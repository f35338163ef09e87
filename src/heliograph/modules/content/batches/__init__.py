"""Many pieces ordered at once: a month for twelve brands, with progress and a way to stop."""
