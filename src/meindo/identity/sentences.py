"""Rules as plain sentences, generated from the row: what is published is what is computed."""

from django.utils.translation import gettext as _

from meindo.platform.people.models import Axis

from .models import RuleVersion


def rule_sentence(version: RuleVersion) -> str:
    """Who gets which role by a rule, in the language of the reader."""
    who = _(" und ").join(_conditions(version))
    parts = {"who": who, "role": version.role.label, "reach": _reach(version)}
    return _("Wer %(who)s, bekommt die Rolle „%(role)s“%(reach)s.") % parts


def _conditions(version: RuleVersion) -> list[str]:
    found = [_place(version)]
    if version.function:
        found.append(_("die Funktion „%(function)s“ hat") % {"function": version.function})
    if version.only_leads:
        found.append(_("eine Leitung hat"))
    if version.status_group:
        found.append(_("%(group)s ist") % {"group": version.get_status_group_display()})
    if version.kind:
        found.append(_("die Stelle so innehat: %(kind)s") % {"kind": version.get_kind_display()})
    return found


def _place(version: RuleVersion) -> str:
    if version.unit is None:
        return _("bei der Stadt arbeitet") if version.axis == Axis.LINE else _("zu einer Matrixeinheit gehört")
    unit = {"unit": str(version.unit)}
    if version.axis == Axis.LINE:
        return _("in „%(unit)s“ oder darunter arbeitet") % unit
    return _("zur Matrixeinheit „%(unit)s“ gehört") % unit


def _reach(version: RuleVersion) -> str:
    lead = _(", schon %(days)s Tage vorher") % {"days": version.lead_days} if version.lead_days else ""
    overlap = _(", noch %(days)s Tage danach") % {"days": version.overlap_days} if version.overlap_days else ""
    return lead + overlap
