"""Pictures of a draft that is given up."""

from trousse.core.actors import Actor
from trousse.platform.pictures.selectors import all_pictures_of
from trousse.platform.pictures.services import picture_remove


def images_drop(*, kind: str, subject_id: int, actor: Actor) -> None:
    """Remove every picture of something that never was published."""
    for picture in all_pictures_of(kind, subject_id):
        picture_remove(picture=picture, actor=actor)
