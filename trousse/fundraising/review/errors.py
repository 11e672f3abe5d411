"""Refusals of the review circuit, in the words of the person who meets them."""

from trousse.core.errors import BusinessError, Forbidden, Gone, Invalid


class HeadAddressMissing(Invalid):
    """The directory gives no mailbox, and none was confirmed."""

    def __init__(self) -> None:
        super().__init__(
            "L’annuaire ne donne pas de courriel pour cet établissement. "
            "Vérifiez l’adresse de la direction par téléphone, puis indiquez-la ici.",
            code="head_recipient",
        )


class AddressUnreadable(Invalid):
    """Not an e-mail address."""

    def __init__(self, code: str) -> None:
        super().__init__("Cette adresse n’est pas complète. Exemple : ce.0620001a@exemple.fr", code=code)


class ExceptionNeeded(BusinessError):
    """The minimum is above the ceiling: accepting means granting an exception, in so many words."""

    def __init__(self, ceiling: str) -> None:
        super().__init__(
            f"Le minimum dépasse {ceiling}. Cochez « J’accorde une exception », ou rendez le projet avec une remarque.",
            code="grant_exception",
        )


class NothingToSay(Invalid):
    """A project is not sent back or refused without a word."""

    def __init__(self) -> None:
        super().__init__("Écrivez au moins une remarque : la personne doit savoir quoi corriger.", code="text")


class CriteriaUnanswered(Invalid):
    """A project is accepted once each published criterion is answered. ``problems`` tells what is wrong, by code."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(
            "La grille des critères n’est pas complète : répondez à chacun, puis envoyez votre décision.",
            code="criteria",
        )
        self.problems = problems


class LinkRevoked(Gone):
    """A newer link was sent, or the project changed hands."""

    def __init__(self) -> None:
        super().__init__(
            "Ce lien a été remplacé. Utilisez celui du courriel le plus récent, ou demandez-en un au porteur du projet."
        )


class AlreadyAnswered(BusinessError):
    """The file is complete: nothing more is asked."""

    def __init__(self) -> None:
        super().__init__("La réponse est déjà enregistrée, merci. Il n’y a plus rien à faire.")


class NotWaiting(BusinessError):
    """The project is not (or no longer) waiting for its head or its manager."""

    def __init__(self) -> None:
        super().__init__("Ce projet n’attend rien de vous pour le moment. Un courriel vous préviendra s’il revient.")


class MayNotSendLink(Forbidden):
    """Only the holder and the reviewer send links again."""

    def __init__(self) -> None:
        super().__init__("Seuls le porteur du projet et l’instructeur peuvent renvoyer ce lien.")


class HeadAddressNotYours(Forbidden):
    """A holder cannot choose who attests for the school."""

    def __init__(self) -> None:
        super().__init__(
            "Le lien de la direction part à l’adresse de l’annuaire. "
            "Si elle n’est plus bonne, demandez à l’instructeur d’en confirmer une autre."
        )


class DelegateIsHolder(Invalid):
    """The holder does not attest their own project."""

    def __init__(self) -> None:
        super().__init__(
            "Cette adresse est celle du porteur du projet : une autre personne doit attester.", code="email"
        )


class NoDelegation(BusinessError):
    """Nobody was named, or the head took the file back."""

    def __init__(self) -> None:
        super().__init__("La direction n’a délégué ce dossier à personne, ou l’a repris.")


class ActsIncomplete(Invalid):
    """``problems`` tells what is wrong, by authority."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__("Il manque quelque chose. " + " ".join(problems.values()), code="acts")
        self.problems = problems


class NameMissing(Invalid):
    """Who answers must be known."""

    def __init__(self, code: str) -> None:
        super().__init__("Indiquez votre nom et votre fonction.", code=code)


class ReasonMissing(Invalid):
    """A head who does not attest says why."""

    def __init__(self) -> None:
        super().__init__("Dites en une phrase ce qui manque : l’instructeur et le porteur la liront.", code="reason")


class DocumentNeeded(Invalid):
    """The parameter in force asks for the act itself."""

    def __init__(self) -> None:
        super().__init__("Joignez l’acte ou l’avis : un PDF ou une photo suffit.", code="document")
