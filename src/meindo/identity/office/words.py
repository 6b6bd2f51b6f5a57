"""What is recorded about accounts and rights, in words."""

from django.utils.translation import gettext_lazy as _

KINDS = {
    "identity.application_added": _("Anwendung aufgenommen"),
    "identity.application_changed": _("Anwendung geändert"),
    "identity.stage": _("Stufe einer Anwendung gezeichnet"),
    "identity.entitlement_added": _("Recht aufgenommen"),
    "identity.entitlement_changed": _("Recht geändert"),
    "identity.role_added": _("Rolle angelegt"),
    "identity.role_changed": _("Rolle geändert"),
    "identity.duty_added": _("Funktionstrennung festgelegt"),
    "identity.rule_drafted": _("Regel entworfen"),
    "identity.rule_trial": _("Regel zur Erprobung gegeben"),
    "identity.rule_activated": _("Regel in Kraft gesetzt"),
    "identity.rule_retired": _("Regel abgelöst"),
    "identity.granted": _("Recht bewilligt"),
    "identity.revoked": _("Bewilligtes Recht zurückgenommen"),
    "identity.planned": _("Plan berechnet"),
    "identity.started": _("Plan gestartet"),
    "identity.discarded": _("Plan verworfen"),
    "identity.applied": _("Plan ausgeführt"),
    "identity.let_go": _("Person nach einer Rücknahme freigegeben"),
    "identity.campaign_started": _("Prüfung von Zugängen begonnen"),
    "identity.campaign_late": _("Überfällige Prüfung weitergegeben"),
    "identity.campaign_closed": _("Prüfung von Zugängen beendet"),
    "identity.reviewed": _("Zugänge einer Person geprüft"),
    "identity.withholding_ended": _("Weggefallenes Recht wieder zugelassen"),
    "identity.calculated": _("Lauf des Tages sofort angefordert"),
}
