"""What e-mail templates use. Each HTML tag has a twin for the text body: both bodies say the same."""

from datetime import date, datetime
from urllib.parse import urlsplit

from django import template
from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from trousse.core import formats
from trousse.core.money import HARD_SPACE, Euro
from trousse.platform.notifications import styles

register = template.Library()

TEXT_PENCIL_CELLS = 20


@register.filter
def euros(amount: Euro | int) -> str:
    """« 12,50 € », from an amount or from cents."""
    return (amount if isinstance(amount, Euro) else Euro(amount)).format()


@register.filter
def de(name: str) -> str:
    """« de Lille », « d’Orléans-Tours »."""
    return formats.of(name)


@register.filter
def du_groupe(signature: str) -> str:
    """« de la classe de CM1 », « des CM2 », « d’Élise et sa classe »."""
    return formats.of_group(signature)


@register.filter
def jour(value: date | datetime) -> str:
    """« 24 novembre 2026 »."""
    return formats.day(value)


@register.filter
def moment(value: datetime) -> str:
    """« 24 novembre 2026 à 17 h 05 », in Paris."""
    return formats.moment(value)


@register.filter
def absolue(url: str) -> str:
    """The whole address of a page of ours; an e-mail has no page to be relative to."""
    whole = f"{settings.BASE_URL}{url}" if url.startswith("/") else url
    if urlsplit(whole).scheme not in {"http", "https"}:
        raise ValueError(f"not the address of a page: {url!r}")
    return whole


@register.simple_tag
def bouton(url: str, label: str) -> SafeString:
    """The one button of an HTML e-mail, drawn with a table so that every program shows it."""
    return format_html(
        '<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:8px 0 24px;">'
        '<tr><td bgcolor="{blue}" style="border-radius:12px;background:{blue};">'
        '<a href="{url}" style="display:inline-block;padding:14px 26px;font-family:{font};font-size:17px;'
        'line-height:1.2;font-weight:bold;color:#ffffff;text-decoration:none;border-radius:12px;">{label}</a>'
        "</td></tr></table>",
        blue=styles.BLUE,
        font=styles.TITLE_FONT,
        url=absolue(url),
        label=label,
    )


@register.simple_tag
def bouton_texte(url: str, label: str) -> str:
    """The same in a text e-mail: what it does, then its address alone on a line."""
    return f"{label}{HARD_SPACE}:\n{absolue(url)}"


@register.simple_tag
def crayon_courriel(percent: int, fonds: int = 0) -> SafeString:
    """The pencil: what was given, of which the fund's part in yellow, what is missing in white, and the figure.

    `percent` of the goal in all, `fonds` the part of it that came from a solidarity fund.
    """
    shown = min(max(percent, 0), 100)
    fund = min(max(fonds, 0), shown)
    parts = [(shown - fund, styles.BLUE), (fund, styles.SUN), (100 - shown, "#ffffff")]
    return format_html(
        '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"'
        ' style="margin:8px 0 6px;border:2px solid {ink};border-collapse:separate;border-radius:6px;"><tr>'
        '<td width="16" height="22" bgcolor="{eraser}" style="{cell}border-right:2px solid {ink};">&#160;</td>'
        '<td height="22" style="{cell}"><table role="presentation" width="100%" cellpadding="0" cellspacing="0"'
        ' border="0"><tr>{cells}</tr></table></td>'
        '<td width="20" height="22" bgcolor="{wood}" style="{cell}border-left:2px solid {ink};">&#160;</td>'
        "</tr></table>"
        '<p style="margin:0 0 20px;font-family:{font};font-weight:bold;color:{ink};">{sentence}</p>',
        ink=styles.INK,
        eraser=styles.ERASER,
        wood=styles.WOOD,
        font=styles.TITLE_FONT,
        cell="font-size:0;line-height:22px;",
        cells=format_html_join(
            "",
            '<td width="{}%" height="22" bgcolor="{}" style="font-size:0;line-height:22px;">&#160;</td>',
            [(share, colour) for share, colour in parts if share],
        ),
        sentence=_sentence(percent, fund),
    )


@register.simple_tag
def crayon_texte(percent: int, fonds: int = 0) -> str:
    """The pencil in a text e-mail."""
    filled = min(max(percent, 0), 100) * TEXT_PENCIL_CELLS // 100
    return f"[{'#' * filled}{'-' * (TEXT_PENCIL_CELLS - filled)}> {_sentence(percent, fonds)}"


def _sentence(percent: int, fund: int) -> str:
    said = f"{formats.percent(percent)} de l’objectif"
    return f"{said}, dont {formats.percent(fund)} grâce au fonds de solidarité" if fund else said
