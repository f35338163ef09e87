"""The command line: every command speaks the REST API, over HTTP or inside this process."""
