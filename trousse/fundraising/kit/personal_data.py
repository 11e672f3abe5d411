"""What the kit holds on people: nothing of its own. Pieces show the signature that the class chose."""

from trousse.core.personal_data import PersonalData

HELD: tuple[PersonalData, ...] = ()
