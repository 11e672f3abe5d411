"""How fast, how many, how heavy, and what a kill costs: see README.md. Never part of the tests, never of production."""
