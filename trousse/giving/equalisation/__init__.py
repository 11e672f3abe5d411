"""The rules of solidarity that the community agrees on: versions, comments, votes, entry into force."""
