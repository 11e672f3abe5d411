"""The merchant's desk: transactions, notifications, and everything one can do to them."""

from html import escape

from testbank import cards
from testbank.bank import Bank
from testbank.models import Behaviour, Delivery, Notification, Operation, Refunds, Status, Tamper, Transaction
from testbank.pages.layout import clock, definitions, euros, page

LIMIT = 50

DELIVERIES = {
    Delivery.PENDING: "en attente",
    Delivery.SENDING: "en cours d'envoi",
    Delivery.HELD: "retenue",
    Delivery.DELIVERED: "livrée",
    Delivery.GIVEN_UP: "abandonnée",
    Delivery.LOST: "perdue",
}
TAMPERS = {
    Tamper.AMOUNT: "montant changé après signature",
    Tamper.STATUS: "statut changé après signature",
    Tamper.WRONG_KEY: "signée avec une autre clé",
    Tamper.NO_SIGNATURE: "sans signature",
    Tamper.SIGNED_AMOUNT: "autre montant, bien signé",
    Tamper.SIGNED_ENVIRONMENT: "autre environnement, bien signé",
    Tamper.SIGNED_SHOP: "autre boutique, bien signée",
    Tamper.SIGNED_CURRENCY: "autre monnaie, bien signée",
}
REFUNDS = {
    Refunds.DONE: "acceptés aussitôt",
    Refunds.PENDING: "en attente, puis acceptés",
    Refunds.REFUSED_AT_ONCE: "refusés aussitôt (carte expirée)",
    Refunds.REFUSED_LATER: "en attente, puis refusés",
}
STATUSES = {
    Status.AUTHORISED: "autorisé, remise ce soir",
    Status.CAPTURED: "remis en banque",
    Status.REFUSED: "refusé",
    Status.CANCELLED: "annulé",
    Status.ABANDONED: "abandonné",
    Status.WAITING: "en attente de la banque",
}


def overview(bank: Bank, order_id: str) -> str:
    """The page of the merchant's desk, for one order if it is named."""
    transactions = bank.transactions.of_order(order_id) if order_id else bank.store.recent_transactions(LIMIT)
    notifications = bank.store.notifications(order_id=order_id, limit=LIMIT)
    counts = bank.store.count_notifications()
    numbers = {DELIVERIES[Delivery(state)].capitalize(): str(number) for state, number in counts.items()}
    chosen = f'<p>Commande <strong>{escape(order_id)}</strong>. <a href="/">Tout voir</a></p>' if order_id else ""
    return page(
        "Opérations",
        f"""<h1>Opérations de la boutique</h1>{chosen}
<section aria-labelledby="reglages"><h2 id="reglages">Réglages</h2>
<details><summary>{_in_words(bank.behaviour)}</summary>{_switches(bank.behaviour)}</details></section>
<section aria-labelledby="retenues"><h2 id="retenues">Notifications retenues</h2>
{_held(bank.outbox.held()[:LIMIT])}</section>
<section aria-labelledby="notifications"><h2 id="notifications">Notifications</h2>{definitions(numbers)}
{_notifications(notifications)}</section>
<section aria-labelledby="operations"><h2 id="operations">Paiements et remboursements</h2>
{_transactions(bank, transactions)}</section>""",
        wide=True,
    )


def _headings(*names: str) -> str:
    cells = "".join(f'<th scope="col">{name}</th>' for name in names)
    return f"<tr>{cells}</tr>"


def _button(action: str, label: str, about: str, *, extra: str = "") -> str:
    """One action in a form of its own; ``about`` completes the label for who cannot see the table row."""
    return (
        f'<form method="post" action="/_bank/{action}" class="geste">{extra}'
        f'<button class="bouton petit">{label}<span class="lu"> {escape(about)}</span></button></form>'
    )


def _select(name: str, label: str, options: dict[Tamper, str] | dict[Refunds, str], chosen: str, ident: str) -> str:
    items = "".join(
        f'<option value="{value}"{" selected" if value == chosen else ""}>{escape(text)}</option>'
        for value, text in options.items()
    )
    return f'<label for="{ident}">{label}</label><select id="{ident}" name="{name}">{items}</select>'


def _number(name: str, label: str, value: float, ident: str) -> str:
    return (
        f'<label for="{ident}">{label}</label>'
        f'<input id="{ident}" name="{name}" type="number" min="0" step="any" value="{value:g}">'
    )


def _held(held: list[Notification]) -> str:
    if not held:
        return (
            "<p>Aucune. Le réglage « Retenir les notifications » les garde ici pour les livrer dans l'ordre voulu.</p>"
        )
    rows = "".join(
        f"""<tr><th scope="row">n° {each.id}</th><td>{escape(each.order_id)}</td><td>{_what(each)}</td>
<td><label for="rang-{each.id}" class="lu">Rang de la notification {each.id}</label>
<input id="rang-{each.id}" name="rank-{each.id}" type="number" min="0" value="{rank}"></td></tr>"""
        for rank, each in enumerate(held, start=1)
    )
    return f"""<form method="post" action="/_bank/release">
<div class="defile" role="region" tabindex="0" aria-label="Tableau des notifications retenues"><table>
<caption>À livrer dans l'ordre des rangs ; sans rang, elle reste retenue</caption>
<thead>{_headings("Notification", "Commande", "Contenu", "Rang")}</thead><tbody>{rows}</tbody></table></div>
<p><button class="bouton">Livrer dans cet ordre</button></p></form>"""


def _what(notification: Notification) -> str:
    fields = notification.fields
    operation = "remboursement" if fields.get("vads_operation_type") == Operation.CREDIT else "paiement"
    wrong = f", {TAMPERS[notification.tamper]}" if notification.tamper else ""
    return escape(f"{operation} {fields['vads_trans_status']}, {euros(int(fields['vads_amount']))}{wrong}")


def _notifications(notifications: list[Notification]) -> str:
    if not notifications:
        return "<p>Aucune notification : aucun paiement n'est encore arrivé à son terme.</p>"
    rows = "".join(
        f"""<tr><th scope="row">n° {each.id}</th><td>{clock(each.created_at)}</td>
<td><a href="/?commande={escape(each.order_id)}">{escape(each.order_id) or "sans"}</a></td><td>{_what(each)}</td>
<td>{DELIVERIES[each.state]}, essais : {each.attempts}<br>{escape(each.answer)}</td><td>{_gestures(each)}</td></tr>"""
        for each in notifications
    )
    return f"""<div class="defile" role="region" tabindex="0" aria-label="Tableau des notifications"><table>
<caption>Les {LIMIT} dernières, heure de Paris</caption>
<thead>{_headings("Numéro", "Heure", "Commande", "Contenu", "Livraison", "Gestes")}</thead>
<tbody>{rows}</tbody></table></div>"""


def _gestures(each: Notification) -> str:
    base, about = f"notifications/{each.id}", f"la notification {each.id}"
    gestures = [_button(f"{base}/replay", "Rejouer", about), _button(f"{base}/duplicate", "Doubler", about)]
    if each.state in (Delivery.PENDING, Delivery.HELD):
        gestures.append(_button(f"{base}/lose", "Perdre", about))
        gestures.append(
            _button(f"{base}/delay", "Retarder", about, extra=_number("seconds", "Secondes", 30, f"delai-{each.id}"))
        )
    if each.state is Delivery.PENDING:
        gestures.append(_button(f"{base}/hold", "Retenir", about))
    else:
        gestures.append(_button(f"{base}/send", "Livrer", about))
    kinds = _select("kind", "Falsification", TAMPERS, "", f"faux-{each.id}")
    gestures.append(_button(f"{base}/tamper", "Falsifier", about, extra=kinds))
    return f'<details><summary>Agir<span class="lu"> sur {about}</span></summary>{"".join(gestures)}</details>'


def _transactions(bank: Bank, transactions: list[Transaction]) -> str:
    if not transactions:
        return "<p>Aucune opération : aucun paiement n'est encore arrivé à son terme.</p>"
    rows = "".join(
        f"""<tr><th scope="row"><code>{each.uuid[:8]}</code></th><td>{clock(each.created_at)}</td>
<td><a href="/?commande={escape(each.order_id)}">{escape(each.order_id) or "sans"}</a></td>
<td>{"Remboursement" if each.operation is Operation.CREDIT else "Paiement"}</td>
<td class="nombre">{euros(each.amount)}</td><td>{STATUSES[each.status]}</td><td>{_card_of(each)}</td>
<td>{_desk(bank, each)}</td></tr>"""
        for each in transactions
    )
    return f"""<div class="defile" role="region" tabindex="0" aria-label="Tableau des opérations"><table>
<caption>Les {LIMIT} derniers, heure de Paris</caption>
<thead>{_headings("Identifiant", "Heure", "Commande", "Nature", "Montant", "État", "Carte", "Gestes")}</thead>
<tbody>{rows}</tbody></table></div>"""


def _card_of(each: Transaction) -> str:
    card = cards.find(each.card)
    return escape(card.label) if card else ""


def _desk(bank: Bank, each: Transaction) -> str:
    base, about = f"transactions/{each.uuid}", f"l'opération {each.uuid[:8]}"
    gestures = [_button(f"{base}/notify", "Renvoyer la notification", about)]
    if each.status is Status.AUTHORISED and each.operation is Operation.DEBIT:
        gestures += [_button(f"{base}/capture", "Remettre", about), _button(f"{base}/cancel", "Annuler", about)]
    if each.status is Status.CAPTURED and each.operation is Operation.DEBIT:
        left = each.amount - bank.transactions.refunded(each.uuid)
        amount = _number("amount", "Centimes", left, f"rendre-{each.uuid[:8]}")
        gestures.append(_button(f"{base}/refund", "Rembourser", about, extra=amount))
    return f'<details><summary>Agir<span class="lu"> sur {about}</span></summary>{"".join(gestures)}</details>'


def _in_words(behaviour: Behaviour) -> str:
    """Whether the bank behaves as it did when it started."""
    if behaviour == Behaviour():
        return "Tout marche comme d'habitude : perdre, retenir ou falsifier les notifications"
    return "La banque a des ratés, comme vous l'avez demandé : voir ou changer"


def _switches(behaviour: Behaviour) -> str:
    boxes = [
        _tick("hold", "Retenir les notifications", behaviour.hold),
        _tick("lose", "Perdre les notifications", behaviour.lose),
        _tick("notify_refunds", "Notifier les remboursements", behaviour.notify_refunds),
        _tick("rest_down", "Rendre l'API REST indisponible", behaviour.rest_down),
    ]
    tampers = {Tamper.NONE: "aucune"} | TAMPERS
    choices = [
        _number("duplicates", "Copies en plus de chaque notification", behaviour.duplicates, "duplicates"),
        _number("delay", "Retard des notifications, en secondes", behaviour.delay, "delay"),
        _select("tamper", "Falsification de chaque notification", tampers, behaviour.tamper, "tamper"),
        _select("refunds", "Remboursements", REFUNDS, behaviour.refunds, "refunds"),
        _number("refund_seconds", "Attente d'un remboursement, en secondes", behaviour.refund_seconds, "attente"),
        _number("capture_seconds", "Attente avant remise en banque, en secondes", behaviour.capture_seconds, "remise"),
    ]
    return f"""<form method="post" action="/_bank/behaviour" class="reglages">
<fieldset><legend>Marche ordinaire</legend><ul class="coches">{"".join(boxes)}</ul>
{"".join(f'<p class="champ">{choice}</p>' for choice in choices)}
<p><button class="bouton">Enregistrer les réglages</button></p></fieldset></form>
<form method="post" action="/_bank/expire">
<p><button class="bouton discret">Faire expirer les paiements ouverts</button></p></form>"""


def _tick(name: str, label: str, on: bool) -> str:
    checked = " checked" if on else ""
    box = f'<input type="checkbox" id="{name}" name="{name}" value="1"{checked}>'
    return f'<li>{box}<label for="{name}">{label}</label></li>'
