"""What the platform adds up to, by territory. Reads only: no table of its own."""
