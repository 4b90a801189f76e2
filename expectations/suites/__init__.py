"""One suite per annex table, found by its file's name; a table without one is an error."""
