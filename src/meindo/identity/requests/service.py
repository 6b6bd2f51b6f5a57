"""What requests for access declare of themselves."""

from meindo.identity.roles import LABELS
from meindo.kernel.message import mark as _
from meindo.platform.outbox.wiring import Job
from meindo.platform.registry.service import PaperTwin, Service

from . import applying, commands, commands_emergency, help_texts, queries, reminding, show
from .process import EMERGENCY, KEY
from .process import REQUEST as PROCESS
from .purposes import REQUESTING
from .wizards import FORM, REQUEST

SERVICE = Service(
    key=KEY,
    label=_("Zugänge"),
    owner="11/1",
    legal_basis=REQUESTING.legal_basis,
    occasion="neu",
    synonyms=(_("Berechtigung"), _("Rechte"), _("Anwendung"), _("Fachverfahren"), "access", "permission"),
    processes=(PROCESS, EMERGENCY),
    purposes=(REQUESTING,),
    algorithms=(),
    paper_twin=PaperTwin(
        title=_("Antrag auf einen Zugang zu einer Anwendung"),
        authority="Stadt Dortmund",
        send_to=_("Ihre Führungskraft, die ihn für Sie eingibt"),
        help=_("IT-Haus"),
        forms=(REQUEST,),
    ),
    export=queries.rows_of,
    home_url="berechtigungen_home",
    start_url="berechtigungen_new",
    start_label=_("Zugang beantragen"),
    case_url="berechtigungen_case",
    decide=commands.decide,
    take_back=commands.take_back,
    roles={"applicant": _("Eigene Angelegenheiten"), "line_manager": _("Führungskraft"), **LABELS},
    jobs=(
        Job(applying.NOW, applying.apply_now, outside=True),
        Job(commands_emergency.END, commands_emergency.end_emergency),
    ),
    daily=(Job(reminding.REMIND, reminding.remind),),
    row_facts=show.row_facts,
    asked_by={FORM: "line_manager"},
    help=help_texts.TOPICS,
)
