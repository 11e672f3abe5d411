"""What sees everything: the demo, the proof of the books, checks on real files."""
