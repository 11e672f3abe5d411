"""Systempay (Lyra, PayZen): payment by form V2, look-ups and refunds by REST V4."""
