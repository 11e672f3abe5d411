"""The patron: what their fund did, the report to keep, their logo."""
