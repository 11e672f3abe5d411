"""Use cases of the rules of solidarity."""

from trousse.giving.equalisation.services.comments import (
    comment_confirm,
    comment_hide,
    comment_show,
    comment_write,
    people_forget,
    unconfirmed_forget,
)
from trousse.giving.equalisation.services.drafts import (
    Calendar,
    version_draft,
    version_edit,
    version_publish,
    version_take_back,
    version_withdraw,
)
from trousse.giving.equalisation.services.simulating import simulation_ask, simulation_record, simulation_wish
from trousse.giving.equalisation.services.votes import vote_announce, vote_cast, vote_count

__all__ = [
    "Calendar",
    "comment_confirm",
    "comment_hide",
    "comment_show",
    "comment_write",
    "people_forget",
    "simulation_ask",
    "simulation_record",
    "simulation_wish",
    "unconfirmed_forget",
    "version_draft",
    "version_edit",
    "version_publish",
    "version_take_back",
    "version_withdraw",
    "vote_announce",
    "vote_cast",
    "vote_count",
]
