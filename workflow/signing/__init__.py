"""PDF bytes in, signed PDF bytes out, and the verdict on signatures; knows nothing of documents or the database."""
