"""Gifts: from the first click to the class or the fund that they help, and back to the donor when need be."""
