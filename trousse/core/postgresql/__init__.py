"""Django's PostgreSQL backend, less one question per request."""
