"""E-mail programs forget style sheets: each element carries its own style. Authors write plain HTML all the same."""

import re

INK = "#141b3c"
SOFT_INK = "#474f74"
BLUE = "#2138c4"
SUN = "#ffc629"
ERASER = "#f6a6b6"
WOOD = "#f0d3a6"
RULE = "#d5ddf1"

TITLE_FONT = "'Trebuchet MS', 'Segoe UI', Arial, sans-serif"
TEXT_FONT = "Verdana, Geneva, Arial, sans-serif"

STYLES = {
    "p": "margin:0 0 16px;",
    "h2": f"margin:28px 0 8px;font-family:{TITLE_FONT};font-size:19px;line-height:1.3;font-weight:bold;color:{INK};",
    "ul": "margin:0 0 16px;padding:0 0 0 22px;",
    "ol": "margin:0 0 16px;padding:0 0 0 22px;",
    "li": "margin:0 0 6px;",
    "a": f"color:{BLUE};text-decoration:underline;",
    "blockquote": f"margin:0 0 16px;padding:4px 0 4px 16px;border-left:3px solid {RULE};color:{SOFT_INK};",
}

_OPENING = re.compile(rf"<({'|'.join(STYLES)})((?:\s[^<>]*)?)>")


def inline(html: str) -> str:
    """Give every plain paragraph, heading, list, quotation and link its style, unless it brings its own."""

    def styled(match: re.Match[str]) -> str:
        tag, attributes = match.groups()
        if "style=" in attributes:
            return match[0]
        return f'<{tag}{attributes} style="{STYLES[tag]}">'

    return _OPENING.sub(styled, html)
