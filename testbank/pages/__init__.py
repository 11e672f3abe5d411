"""The bank's pages: plain HTML made on the server, no script, one style sheet."""
