"""What the tasks of the Makefile call."""
