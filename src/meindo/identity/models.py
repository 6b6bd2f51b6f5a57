"""The tables of identity; where they stand says what they are about."""

from .campaign_models import Campaign, Review, Withholding
from .catalogue_models import Application, BusinessRole, Entitlement, SignOff
from .drift_models import Finding, OwnAccount, Reconciliation
from .plan_models import Account, DailyRun, Operation, Plan, RightSet, Standing, Turn
from .request_models import AccessRequest
from .rule_models import Duty, DutyException, Grant, RuleVersion
from .scim_models import ScimAccount, ScimGroup, ScimMember, ScimName

__all__ = [
    "AccessRequest",
    "Account",
    "Application",
    "BusinessRole",
    "Campaign",
    "DailyRun",
    "Duty",
    "DutyException",
    "Entitlement",
    "Finding",
    "Grant",
    "Operation",
    "OwnAccount",
    "Plan",
    "Reconciliation",
    "Review",
    "RightSet",
    "RuleVersion",
    "ScimAccount",
    "ScimGroup",
    "ScimMember",
    "ScimName",
    "SignOff",
    "Standing",
    "Turn",
    "Withholding",
]
