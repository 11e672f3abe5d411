"""A small bank of its own: it speaks the Systempay card protocol over HTTP so that the whole story runs on one machine.

It stands on the standard library alone and imports nothing of ``trousse``: the two sides meet over HTTP only, as they
would with the real gateway. See README.md in this folder.
"""
