"""Funds: un-earmarked money waiting for the projects that it will help."""
