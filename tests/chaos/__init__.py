"""Two hundred kill -9 of web, worker and PostgreSQL while people work."""
