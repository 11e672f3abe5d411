"""The demonstration: a season of fictional schools, people and gifts, lived through the real services."""
