"""Parts that tests share: a database server, folders, small wirings."""
