"""The walk of real people in a real browser, against a real server, worker and database."""
