"""Proof of the product; mirrors ``trousse/``. Levels: rules, services, web, journeys, contracts, golden, architecture."""
