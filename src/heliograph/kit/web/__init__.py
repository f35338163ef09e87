"""API plumbing shared by the routes of all modules; see README.md for how a route looks."""
