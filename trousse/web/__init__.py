"""Delivery: pages. Each folder serves one audience; a view parses, calls one service or selector, and renders."""
