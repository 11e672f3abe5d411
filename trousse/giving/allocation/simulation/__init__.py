"""What other rules would have done with past school years (docs/allocation.md).

``seasons`` reads the years; everything else is pure: ``season`` holds one, ``problem`` asks the solver about it,
``scoring`` tells what came out, ``hiding`` keeps small numbers back.
"""
