"""``{% load trousse %}``: every component of the design system.

A component is a tag of this file and a template of ``templates/components/`` that documents its parameters; the
gallery (``/_composants``) shows each in its states. Tags rather than ``{% include %}``, so that optional parameters
have defaults and a wrong one fails at once.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, cast

from django import template
from django.core.paginator import Page
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.template import Context
from django.template.defaultfilters import stringfilter
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from trousse.core import formats
from trousse.core.money import Euro
from trousse.platform.pictures.models import Picture
from trousse.web.components import academie_map, cards, curve, form_views, france_map, typography
from trousse.web.components.gauge import Gauge
from trousse.web.components.pictures import PictureView, picture_view
from trousse.web.components.themes import drawn

register = template.Library()


# --- Typography -----------------------------------------------------------------------------------------------------


@register.filter
def euros(amount: Euro | int, precision: str = "") -> str:
    """``{{ card.raised|euros }}`` → « 1 234 € »; ``|euros:"centimes"`` always writes the cents (a bill)."""
    return typography.money(amount, always_cents=precision == "centimes")


@register.filter
def nombre(count: int) -> str:
    """``{{ 1204|nombre }}`` → « 1 204 »."""
    return typography.number(count)


@register.filter
def pluriel(count: int, forms: str) -> str:
    """``{{ n|pluriel:"projet" }}`` → « 12 projets »; ``"œil,yeux"`` when the plural is not an s."""
    return typography.plural(count, forms)


@register.filter
def de(name: str) -> str:
    """``{{ academie.name|de }}`` → « d’Orléans-Tours », « de Lille »."""
    return formats.of(name)


@register.filter
def accord(count: int, forms: str) -> str:
    """``{{ n|accord:"réalisé" }}`` → « réalisés », the word alone."""
    return typography.agree(count, forms)


@register.filter(is_safe=True)
@stringfilter
def francais(text: str) -> str:
    """``{{ card.title|francais }}``: no line begins with a colon.

    For what comes from elsewhere (people, forms, errors); templates write &nbsp;.
    """
    return typography.french(text)


@register.filter
def jour(moment: date | datetime) -> str:
    """``{{ card.deadline|jour }}`` → « 12 décembre », with the year when it is another one."""
    return typography.day(moment)


@register.filter
def jour_entier(moment: date | datetime) -> str:
    """→ « samedi 12 décembre 2026 »."""
    return typography.full_day(moment)


# --- Drawings -------------------------------------------------------------------------------------------------------


@register.simple_tag
def icone(name: str) -> SafeString:
    """A decorative 24 px icon of the sprite: ``{% icone "lieu" %}``. Its meaning is always said in words beside it."""
    return format_html(
        '<svg class="ico" aria-hidden="true" focusable="false"><use href="{}#i-{}"/></svg>', static("sprite.svg"), name
    )


@register.simple_tag
def illustration(theme: str) -> SafeString:
    """The scene of a theme, 480 × 300, cropped to its box: ``{% illustration "mer" %}``. Decorative."""
    return format_html(
        '<svg class="illus" viewBox="0 0 480 300" preserveAspectRatio="xMidYMid slice" aria-hidden="true"'
        ' focusable="false"><use href="{}#il-{}"/></svg>',
        static("sprite.svg"),
        drawn(theme),
    )


@register.inclusion_tag("components/image.html")
def image(
    picture: Picture | PictureView, *, sizes: str = "100vw", eager: bool = False, **attributes: str
) -> dict[str, Any]:
    """A picture that somebody sent, in the format and the width that fit: see components/image.html."""
    css = attributes.pop("class", "")  # a word that Python keeps for itself
    if attributes:
        raise TypeError(f"image takes no {', '.join(attributes)}")
    view = picture if isinstance(picture, PictureView) else picture_view(picture)
    return {"view": view, "sizes": sizes, "css": css, "eager": eager}


@register.filter
def classe_theme(theme: str) -> str:
    """``class="{{ card.theme_slug|classe_theme }}"`` → ``th-mer``: the pencil of a theme, or that of the common pot."""
    return f"th-{drawn(theme)}"


@register.simple_tag
def marque() -> SafeString:
    """The mark beside the name of the site."""
    return format_html('<svg aria-hidden="true" focusable="false"><use href="{}#marque"/></svg>', static("sprite.svg"))


@register.simple_tag
def dessin_trousse(*, empty: bool = False) -> SafeString:
    """The pencil case of the home page; ``empty=True`` for the pages of errors."""
    name, box = ("trousse-vide", "0 0 640 390") if empty else ("trousse", "0 0 640 540")
    return format_html(
        '<svg viewBox="{}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        box,
        static("trousse.svg"),
        name,
    )


@register.inclusion_tag("components/crayon.html")
def crayon(
    *, raised: int, minimum: int, optimum: int, funds: int = 0, proposed: int = 0, theme: str = "", size: str = ""
) -> dict[str, Any]:
    """The gauge: see components/crayon.html."""
    return {"gauge": Gauge(raised, funds, minimum, optimum, proposed), "theme": theme, "size": size}


@register.inclusion_tag("components/crayon.html")
def crayon_de(card: cards.ProjectCard, *, size: str = "") -> dict[str, Any]:
    """The gauge of a project card, inside an element that already wears the colours of its theme."""
    return {"gauge": card.gauge, "theme": "", "size": size}


@register.inclusion_tag("components/legende.html")
def legende(card: cards.ProjectCard, *, short: bool = False) -> dict[str, Any]:
    return {"card": card, "short": short}


@register.inclusion_tag("components/courbe.html")
def courbe(
    *, points: Sequence[cards.Point], starts: date, ends: date, goal: int, theme: str = "", goal_label: str = "Minimum"
) -> dict[str, Any]:
    """The pace of a campaign: see components/courbe.html."""
    return {"curve": curve.Curve(tuple(points), starts, ends, goal), "theme": theme, "goal_label": goal_label}


# --- Small pieces ---------------------------------------------------------------------------------------------------


@register.inclusion_tag("components/bouton.html")
def bouton(
    text: str,
    *,
    href: str = "",
    tone: str = "",
    size: str = "",
    icon: str = "",
    full: bool = False,
    name: str = "",
    value: str = "",
    suffix: str = "",
) -> dict[str, Any]:
    tones = [f"btn--{part}" for part in (tone, size, "plein" if full else "") if part]
    return {
        "text": text,
        "href": href,
        "classes": " ".join(["btn", *tones]),
        "icon": icon,
        "name": name,
        "value": value,
        "suffix": suffix,
    }


@register.inclusion_tag("components/etiquette.html")
def etiquette(tag: cards.Tag | str, *, tone: str = "", icon: str = "", place: str = "") -> dict[str, Any]:
    shown = tag if isinstance(tag, cards.Tag) else cards.Tag(tag, tone, icon)
    return {"tag": shown, "place": place}


@register.inclusion_tag("components/alerte.html")
def alerte(text: str, *, tone: str = "", icon: str = "info", title: str = "") -> dict[str, Any]:
    return {"text": text, "tone": tone, "icon": icon, "title": title}


@register.inclusion_tag("components/etat_vide.html")
def etat_vide(
    title: str, text: str = "", *, theme: str = "", url: str = "", action: str = "", level: int = 2
) -> dict[str, Any]:
    return {"title": title, "text": text, "theme": theme, "url": url, "action": action, "level": level}


@register.inclusion_tag("components/ariane.html")
def ariane(crumbs: Sequence[cards.Crumb]) -> dict[str, Any]:
    return {"crumbs": crumbs}


@register.inclusion_tag("components/recherche.html")
def recherche(
    *,
    action: str,
    label: str,
    name: str = "q",
    value: str = "",
    placeholder: str = "",
    button: str = "Chercher",
    icon: str = "loupe",
    input_id: str = "recherche",
) -> dict[str, Any]:
    return {
        "action": action,
        "label": label,
        "name": name,
        "value": value,
        "placeholder": placeholder or label,
        "button": button,
        "icon": icon,
        "input_id": input_id,
    }


@register.inclusion_tag("components/chiffres.html")
def chiffres(figures: Sequence[cards.KeyFigure]) -> dict[str, Any]:
    return {"figures": figures}


# --- Projects, funds, places ----------------------------------------------------------------------------------------


@register.inclusion_tag("components/carte_projet.html")
def carte_projet(card: cards.ProjectCard, *, featured: bool = False, level: int = 3) -> dict[str, Any]:
    return {"card": card, "featured": featured, "level": level}


@register.inclusion_tag("components/carte_fonds.html")
def carte_fonds(card: cards.FundCard, *, level: int = 3) -> dict[str, Any]:
    return {"card": card, "level": level}


@register.inclusion_tag("components/portee_fonds.html")
def portee_fonds(*, helps: int, completes: int, balance: int) -> dict[str, Any]:
    return {"helps": helps, "completes": completes, "balance": balance}


@register.inclusion_tag("components/themes.html")
def themes(tiles: Sequence[cards.ThemeTile]) -> dict[str, Any]:
    return {"tiles": tiles}


@register.inclusion_tag("components/carte_france.html")
def carte_france(tiles: Sequence[cards.DepartementTile]) -> dict[str, Any]:
    placed = france_map.france_map(tiles)
    # A hundred links: written here in one go, the template engine would take as long as the rest of the page.
    squares = format_html_join(
        "",
        '<a href="{}"><title>{}</title><rect class="{}" x="{}" y="{}" width="{}" height="{}" rx="5"/>'
        '<text x="{}" y="{}">{}</text></a>',
        (
            (
                of.tile.url,
                of.title,
                of.shade,
                of.x,
                of.y,
                placed.side,
                placed.side,
                of.label_x,
                of.label_y,
                of.tile.code,
            )
            for of in placed.squares
        ),
    )
    return {"map": placed, "squares": squares}


@register.inclusion_tag("components/carte_academies.html")
def carte_academies(tiles: Sequence[cards.AcademieTile]) -> dict[str, Any]:
    """``{% carte_academies tiles %}``: each académie where it is, with its share of the plan."""
    return {"map": academie_map.academie_map(tiles)}


@register.inclusion_tag("components/module_don.html")
def module_don(card: cards.ProjectCard, gift: cards.GiftBox) -> dict[str, Any]:
    return {"card": card, "gift": gift}


@register.inclusion_tag("components/etat_collecte.html")
def etat_collecte(card: cards.ProjectCard) -> dict[str, Any]:
    return {"card": card}


@register.inclusion_tag("components/module_fonds.html")
def module_fonds(fund: cards.FundCard, gift: cards.GiftBox) -> dict[str, Any]:
    return {"fund": fund, "gift": gift}


@register.inclusion_tag("components/montants.html")
def montants(gift: cards.GiftBox, form: BaseForm | None = None) -> dict[str, Any]:
    return {"gift": gift, "typed": form["autre"] if form else None}


@register.inclusion_tag("components/barre_don.html")
def barre_don(card: cards.ProjectCard, *, url: str = "#donner") -> dict[str, Any]:
    return {"card": card, "url": url}


@register.inclusion_tag("components/budget.html")
def budget(rows: Sequence[cards.BudgetRow], *, theme: str = "") -> dict[str, Any]:
    return {"rows": rows, "theme": theme}


@register.inclusion_tag("components/frise.html")
def frise(events: Sequence[cards.TimelineEvent], *, level: int = 3) -> dict[str, Any]:
    return {"events": events, "level": level}


@register.inclusion_tag("components/recap.html")
def recap(
    card: cards.ProjectCard | None = None,
    *,
    fund: cards.FundCard | None = None,
    bills: Sequence[cards.Bill] = (),
    gift: int = 0,
) -> dict[str, Any]:
    """``gift`` (cents) colours the pencil as it will be once the gift is in."""
    after = Gauge(card.raised + gift, card.funds_part, card.minimum_goal, card.optimum_goal) if card else None
    return {"card": card, "fund": fund, "bills": bills, "after": after}


# --- Lists ----------------------------------------------------------------------------------------------------------


@register.inclusion_tag("components/facettes.html")
def facettes(
    facets: Sequence[cards.Facet],
    *,
    action: str,
    total: int,
    chosen: int = 0,
    keep: Sequence[tuple[str, str]] = (),
    noun: str = "projet",
) -> dict[str, Any]:
    return {"facets": facets, "action": action, "total": total, "chosen": chosen, "keep": keep, "noun": noun}


@register.inclusion_tag("components/facettes_decomptes.html")
def facettes_decomptes(facets: Sequence[cards.Facet], *, total: int, noun: str = "projet") -> dict[str, Any]:
    return {"facets": facets, "total": total, "noun": noun}


@register.inclusion_tag("components/puces.html")
def puces(chips: Sequence[cards.FilterChip], *, clear_url: str) -> dict[str, Any]:
    return {"chips": chips, "clear_url": clear_url}


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: Context, page: Page[Any], *, target: str = "") -> dict[str, Any]:
    """Keeps the other parameters of the address; ``target`` (``#resultats``) lets htmx change that part alone."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    return {
        "page": page,
        "numbers": page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1),
        "ellipsis": page.paginator.ELLIPSIS,
        "base": f"?{query.urlencode()}&" if query else "?",
        "target": target,
    }


@register.inclusion_tag("components/tableau.html")
def tableau(table: cards.Table) -> dict[str, Any]:
    return {"table": table}


@register.inclusion_tag("components/etapes.html")
def etapes(steps: Sequence[cards.Step | str], current: int, *, label: str = "Étapes") -> dict[str, Any]:
    """``current`` counts from 1."""
    shown = [step if isinstance(step, cards.Step) else cards.Step(step) for step in steps]
    return {"steps": shown, "current": current, "label": label, "total": len(shown)}


@register.inclusion_tag("components/progression.html")
def progression(milestones: Sequence[cards.Milestone]) -> dict[str, Any]:
    return {"milestones": milestones}


@register.inclusion_tag("components/a_faire.html")
def a_faire(tasks: Sequence[cards.Task], *, title: str = "À faire") -> dict[str, Any]:
    return {"tasks": tasks, "title": title}


@register.inclusion_tag("components/copie.html")
def copie(notes: Sequence[cards.CopyNote], *, narrow: bool = False) -> dict[str, Any]:
    return {"notes": notes, "narrow": narrow}


@register.inclusion_tag("components/collecte.html")
def collecte(card: cards.ProjectCard, *, actions: Sequence[cards.Action] = ()) -> dict[str, Any]:
    return {"card": card, "actions": actions}


# --- Forms ----------------------------------------------------------------------------------------------------------


@register.inclusion_tag("components/champ.html")
def champ(
    bound: BoundField,
    *,
    label: str = "",
    unit: str = "",
    ruled: bool = False,
    short: bool = False,
    boxed: bool = False,
    columns: bool = False,
) -> dict[str, Any]:
    view = form_views.field_view(bound, label=label, ruled=ruled, short=short)
    return {"view": view, "unit": unit, "boxed": boxed, "columns": columns}


@register.inclusion_tag("components/resume_erreurs.html")
def resume_erreurs(*forms: form_views.AnyForm | Sequence[form_views.AnyForm], kept: bool = True) -> dict[str, Any]:
    """``kept=False`` when there was nothing else to keep (a single field). A list of forms counts for its forms."""
    lines = form_views.error_lines(*_each_form(forms))
    return {"lines": lines, "title": form_views.error_title(len(lines)), "kept": kept}


@register.simple_tag
def prefixe_erreurs(*forms: form_views.AnyForm | Sequence[form_views.AnyForm]) -> str:
    """For ``<title>``: « 2 erreurs : », or nothing."""
    count = len(form_views.error_lines(*_each_form(forms)))
    return f"{typography.plural(count, 'erreur')}\u00a0: " if count else ""


def _each_form(given: Iterable[form_views.AnyForm | Sequence[form_views.AnyForm]]) -> Iterator[form_views.AnyForm]:
    for each in given:
        yield from each if isinstance(each, list | tuple) else (cast(form_views.AnyForm, each),)
