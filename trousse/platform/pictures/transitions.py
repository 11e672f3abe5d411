"""The life of a picture as a table. Only READY is public."""

from trousse.core.workflow import Reason, Transition, Workflow
from trousse.platform.pictures import perms
from trousse.platform.pictures.enums import PictureState
from trousse.platform.pictures.models import Picture


def may_be_shown(picture: Picture) -> str | None:
    return None if picture.attestation_is_valid() else "Il manque une autorisation valable : demandez-la d’abord."


def shows_minors(picture: Picture) -> str | None:
    return None if picture.minors else "Cette image n’a pas besoin d’attestation."


class PictureWorkflow(Workflow[Picture]):
    """Attested, shown, expired by the calendar, taken down by caution or by a moderator, shown again."""

    model = "pictures.Picture"
    log = "pictures.PictureLog"
    states = PictureState

    attest = Transition(
        {PictureState.PENDING, PictureState.EXPIRED, PictureState.READY},
        PictureState.READY,
        allowed=perms.can_edit_picture,
        guard=shows_minors,
        label="Attestation, ou son renouvellement",
    )
    expire = Transition({PictureState.READY}, PictureState.EXPIRED, system=True, label="Fin de l’autorisation")
    hide = Transition(
        {PictureState.READY, PictureState.PENDING, PictureState.EXPIRED},
        PictureState.TAKEN_DOWN,
        system=True,
        reason=Reason.REQUIRED,
        label="Retrait par prudence",
    )
    take_down = Transition(
        {PictureState.READY, PictureState.PENDING, PictureState.EXPIRED},
        PictureState.TAKEN_DOWN,
        allowed=perms.can_moderate_picture,
        reason=Reason.REQUIRED,
        label="Retrait décidé",
    )
    restore = Transition(
        {PictureState.TAKEN_DOWN},
        PictureState.READY,
        allowed=perms.can_moderate_picture,
        guard=may_be_shown,
        reason=Reason.REQUIRED,
        label="Remise en ligne",
    )
    restore_unattested = Transition(
        {PictureState.TAKEN_DOWN},
        PictureState.PENDING,
        allowed=perms.can_moderate_picture,
        guard=shows_minors,
        reason=Reason.REQUIRED,
        label="Remise au porteur, attestation attendue",
    )
