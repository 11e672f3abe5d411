"""Which themes have a pencil and a scene of their own.

Themes are data (``projects.Theme``): one may exist before anybody has drawn it. It then wears the colours and the
scene of the common pot, and every page still holds.
"""

FALLBACK = "solidarite"

DRAWN_THEMES = frozenset(
    {
        "botanique",
        "robotique",
        "decouverte",
        "scene",
        "mer",
        "sport",
        "lecture",
        "echanges",
        "patrimoine",
        "ensemble",
        FALLBACK,
    }
)


def drawn(theme: str | None) -> str:
    """The slug to draw for ``theme``: itself when it has a scene, else the common pot."""
    return theme if theme in DRAWN_THEMES else FALLBACK
