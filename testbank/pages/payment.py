"""What the buyer sees: the cards, the code of 3-D Secure, the result and the way back, or why the form is wrong."""

import math
import time
from html import escape

from testbank import cards
from testbank.config import Config
from testbank.form import FormError
from testbank.models import Return, Session, SessionState
from testbank.pages.layout import NBSP, definitions, euros, hidden, page

RESULTS = {
    SessionState.PAID: ("Paiement accepté", "C'est payé. Vous pouvez retourner sur le site."),
    SessionState.REFUSED: ("Paiement refusé", "La banque a refusé ce paiement : rien n'a été débité."),
    SessionState.ABANDONED: ("Paiement abandonné", "Vous avez quitté le paiement : rien n'a été débité."),
    SessionState.EXPIRED: ("Paiement expiré", "Le temps est écoulé : rien n'a été débité."),
}


def choose_card(
    session: Session, config: Config, errors: dict[str, str] | None = None, typed: dict[str, str] | None = None
) -> str:
    """The payment page: one button a card, and a form for who prefers to type."""
    errors, typed = errors or {}, typed or {}
    amount = euros(int(session.fields["vads_amount"]))
    title = f"{'Erreur : p' if errors else 'P'}ayer {amount}"
    return page(
        title,
        f"""<h1>Payer {amount}</h1>
{_summary(session, config)}
{_error_summary(errors)}
<section aria-labelledby="cartes"><h2 id="cartes">Choisir une carte de test</h2>
<ul class="cartes">{"".join(_card(session, card, amount) for card in cards.CARDS)}</ul></section>
<section aria-labelledby="saisie"><h2 id="saisie">Ou saisir une carte</h2>
<form method="post" action="{_address(session)}/payer" class="saisie">
{_input("number", "Numéro de carte", "16 chiffres", "cc-number", errors, typed)}
{_input("expiry", "Expire fin", "Mois et année. Exemple : 12/2030", "cc-exp", errors, typed)}
{_input("cryptogram", "Cryptogramme", "Les trois chiffres au dos", "cc-csc", errors, typed)}
<p><button class="bouton">Payer {amount}</button></p></form></section>
<form method="post" action="{_address(session)}/abandonner">
<p><button class="bouton discret">Abandonner et revenir au site</button></p></form>""",
    )


def ask_code(session: Session, config: Config) -> str:
    """The issuing bank asks who pays."""
    return page(
        "Confirmer le paiement",
        f"""<h1>Confirmer le paiement</h1>
{_summary(session, config)}
<p class="note">Votre banque vous a envoyé un code. Pour cet essai, le code est
<strong>{cards.CHALLENGE_CODE}</strong> ; tout autre code fait refuser le paiement.</p>
<form method="post" action="{_address(session)}/code" class="saisie">
{_input("code", "Code reçu", "4 chiffres", "one-time-code", {}, {})}
<p><button class="bouton">Valider</button></p></form>
<form method="post" action="{_address(session)}/abandonner">
<p><button class="bouton discret">Abandonner et revenir au site</button></p></form>""",
    )


def result(session: Session, config: Config, back: Return) -> str:
    """How it ended, with one button back to the shop."""
    title, sentence = RESULTS[session.state]
    kind = "reussi" if session.state is SessionState.PAID else "manque"
    return page(
        title,
        f'<h1>{title}</h1>\n{_summary(session, config)}\n<p class="note {kind}">{sentence}</p>\n{_way_back(back)}',
    )


def form_rejected(errors: list[FormError], fields: dict[str, str]) -> str:
    """What the gateway shows in TEST mode: each wrong field with its error number, and all that it received."""
    rows = "".join(
        f'<tr><td>{each.code}</td><th scope="row">{escape(each.field)}</th><td>{escape(each.message)}</td></tr>'
        for each in errors
    )
    return page(
        "Formulaire de paiement refusé",
        f"""<h1>Formulaire de paiement refusé</h1>
<p>Le site marchand a envoyé une demande que la banque ne peut pas accepter. Rien n'a été débité.</p>
<table><caption>Ce qui ne va pas</caption>
<thead><tr><th scope="col">Code</th><th scope="col">Champ</th><th scope="col">Raison</th></tr></thead>
<tbody>{rows}</tbody></table>
<h2>Champs reçus</h2>{definitions(dict(sorted(fields.items())))}""",
    )


def not_found() -> str:
    return page(
        "Page introuvable",
        "<h1>Page introuvable</h1>\n<p>Cette adresse ne mène à aucun paiement. Repartez du site marchand.</p>"
        '\n<p><a href="/">Voir les opérations de la banque</a></p>',
    )


def failed(message: str) -> str:
    return page(
        "Demande refusée", f'<h1>Demande refusée</h1>\n<p>{escape(message)}</p>\n<p><a href="/">Opérations</a></p>'
    )


def _address(session: Session) -> str:
    return f"/vads-payment/{escape(session.token)}"


def _summary(session: Session, config: Config) -> str:
    minutes = max(1, math.ceil((session.expires_at - time.time()) / 60))
    rows = {"Boutique": config.shop_name, "Montant": euros(int(session.fields["vads_amount"]))}
    if session.fields.get("vads_order_id"):
        rows["Commande"] = session.fields["vads_order_id"]
    if not session.state.is_over:
        rows["Temps restant"] = f"{minutes}{NBSP}min"
    return definitions(rows)


def _card(session: Session, card: cards.Card, amount: str) -> str:
    fields = {"number": card.number, "expiry": "12/2030", "cryptogram": "123"}
    return f"""<li><h3>{escape(card.label)}</h3><p class="numero">{card.grouped}</p><p>{escape(card.explanation)}</p>
<form method="post" action="{_address(session)}/payer">{hidden(fields)}
<button class="bouton" data-card="{card.outcome}">Payer {amount}
<span class="lu"> avec la {escape(card.label.lower())}</span></button></form></li>"""


def _input(name: str, label: str, hint: str, autocomplete: str, errors: dict[str, str], typed: dict[str, str]) -> str:
    error = errors.get(name)
    described = f"{name}-aide" + (f" {name}-erreur" if error else "")
    problem = f'<p class="erreur" id="{name}-erreur">{escape(error)}</p>' if error else ""
    invalid = ' aria-invalid="true"' if error else ""
    return f"""<div class="champ"><label for="{name}">{label}</label>
<p class="aide" id="{name}-aide">{hint}</p>{problem}
<input id="{name}" name="{name}" value="{escape(typed.get(name, ""))}" autocomplete="{autocomplete}"
 aria-describedby="{described}"{invalid}></div>"""


def _error_summary(errors: dict[str, str]) -> str:
    if not errors:
        return ""
    items = "".join(f'<li><a href="#{name}">{escape(sentence)}</a></li>' for name, sentence in errors.items())
    return f'<div class="note manque" role="alert"><p>À corriger, puis recommencez :</p><ul>{items}</ul></div>'


def _way_back(back: Return) -> str:
    label = "Retourner sur le site"
    if not back.url:
        return "<p>Vous pouvez fermer cette page.</p>"
    if back.mode == "POST":
        return f"""<form method="post" action="{escape(back.url)}">{hidden(back.fields)}
<p><button class="bouton">{label}</button></p></form>"""
    return f'<p><a class="bouton" href="{escape(back.url)}">{label}</a></p>'
