"""The double-entry ledger: the one truth about money. See docs/money.md for every entry that is written in it."""
