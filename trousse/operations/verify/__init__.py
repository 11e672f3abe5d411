"""The same code on real files: what ``make verify`` runs when the folder of real test data is there."""
