"""The bodies that take part in personnel measures, in words."""

from django.utils.translation import gettext_lazy

from meindo.platform.people.functions import GLEICHSTELLUNG, JAV, NAMES, PERSONALRAT, SBV

BODIES = {key: gettext_lazy(NAMES[key]) for key in (PERSONALRAT, SBV, GLEICHSTELLUNG, JAV)}
