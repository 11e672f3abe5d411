"""The wizard: a project written in eight steps, each saved as it is left, in any order."""
