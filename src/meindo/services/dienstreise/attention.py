"""Why a claim needs a look by a person, as keys: from its result, its receipts, and the permission it rests on."""

from collections.abc import Mapping
from typing import Any

from meindo.kernel.finding import Finding
from meindo.platform.cases import sampling
from meindo.platform.cases.models import Case, Draft

from . import proof
from .journeys import Journeys
from .legs import FREE_MEANS
from .models import StandingPermission
from .settling import attention_of

OUTSIDE, OTHER_MEANS, SUPPLEMENT = "outside_permission", "means_not_permitted", "supplement"


def reasons_to_look(
    case: Case,
    draft: Draft | None,
    permission: StandingPermission | None,
    journeys: Journeys,
    finding: Finding,
    *,
    late: bool,
    answers: Mapping[str, Any],
) -> list[str]:
    """All reasons, in the order in which a person reads them; nobody is refused for one."""
    found = [*attention_of(finding, late), *proof.attention(case, draft, journeys)]
    if permission is not None:
        found += beyond(permission, journeys, answers)
    return found


def kept(attention: list[str]) -> list[str]:
    """What stays when a claim is computed anew: drawn by chance, and whether it came after another one of the month."""
    return [*sampling.kept(attention), *(key for key in attention if key == SUPPLEMENT)]


def kept_or_drawn(attention: list[str]) -> list[str]:
    """The same when a claim is filed: chance may draw it now."""
    found = kept(attention)
    return found if sampling.SAMPLE in found or not sampling.drawn() else [*found, sampling.SAMPLE]


def beyond(permission: StandingPermission, journeys: Journeys, answers: Mapping[str, Any]) -> list[str]:
    """What of the month the permission does not name: days, area as the person says, means that cost something."""
    first, end = permission.valid_from, permission.valid_until
    days = any(not first <= journey.first_day < end for journey in journeys.each)
    area = any(name.endswith("_outside") and value for name, value in answers.items())
    used = {leg.means for leg in journeys.legs} - {*FREE_MEANS, *permission.means}
    return [*([OUTSIDE] if days or area else []), *([OTHER_MEANS] if used else [])]
