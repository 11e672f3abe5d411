"""Proof of the product; mirrors ``trousse/``: rules, services, web, journeys, contracts, golden, architecture."""
