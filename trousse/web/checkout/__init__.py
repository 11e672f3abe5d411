"""Giving: three short steps, on a phone, without an account, without JavaScript."""
