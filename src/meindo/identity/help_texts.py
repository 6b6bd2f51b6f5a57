"""Help in Einfache Sprache for the pages of identity."""

from meindo.kernel.message import mark as _
from meindo.platform.registry.help import HelpTopic

TOPICS = (
    HelpTopic(
        "berechtigungen",
        _("Meine Zugänge"),
        (
            _("Hier sehen Sie Ihre Zugänge."),
            _("Sie sehen auch den Grund für jedes Recht."),
            _("Sie können einen früheren Tag ansehen."),
        ),
        ("my_access",),
    ),
    HelpTopic(
        "scim",
        _("Konten aus anderen Programmen"),
        (
            _("Diese Adresse ist für Programme."),
            _("Andere Programme melden hier Konten."),
            _("Nur Programme mit einem Schlüssel kommen hinein."),
        ),
        ("scim",),
    ),
    HelpTopic(
        "konten",
        _("Konten und Berechtigungen"),
        (
            _("Hier beginnt die Arbeit mit Konten und Rechten."),
            _("Oben steht, was auf Sie wartet."),
            _("Das Protokoll zeigt, wer was geändert hat."),
        ),
        ("iam_home", "iam_log"),
    ),
    HelpTopic(
        "anwendung",
        _("Anwendungen im Katalog"),
        (
            _("Jede Anwendung hat eine verantwortliche Person."),
            _("Bei einer neuen Anwendung ändert meindo nichts."),
            _("Die verantwortliche Person erlaubt mehr."),
            _("Sie kann das wieder zurücknehmen."),
        ),
        ("iam_application*", "iam_stage", "iam_right*"),
    ),
    HelpTopic(
        "regeln",
        _("Rollen und Regeln"),
        (
            _("Eine Rolle fasst Rechte zusammen."),
            _("Eine Regel sagt, wer eine Rolle bekommt."),
            _("Eine Person schreibt die Regel."),
            _("Eine andere Person setzt sie in Kraft."),
            _("Die Probe zeigt vorher, was sich ändert."),
        ),
        ("iam_role*", "iam_rule*", "iam_simulation*"),
    ),
    HelpTopic(
        "plaene",
        _("Pläne"),
        (
            _("Ein Plan sagt, welche Konten sich ändern."),
            _("Ein zu großer Plan hält an."),
            _("Dann entscheidet ein Mensch."),
            _("Sie können einen Plan zurücknehmen."),
        ),
        ("iam_plan*", "iam_calculate", "iam_held"),
    ),
    HelpTopic(
        "zugaenge-person",
        _("Zugänge einer Person"),
        (
            _("Suchen Sie nach dem Namen oder der Personalnummer."),
            _("Sie sehen jedes Recht mit dem Grund."),
            _("Die Person sieht, dass Sie nachgesehen haben."),
        ),
        ("iam_people", "iam_person"),
    ),
    HelpTopic(
        "zugaenge-pruefen",
        _("Zugänge prüfen"),
        (
            _("Sie prüfen, ob Personen ihre Zugänge noch brauchen."),
            _("Oben stehen neue und seltene Rechte."),
            _("Was die Person nicht mehr braucht, kreuzen Sie an."),
            _("Nennen Sie dann den Grund."),
        ),
        ("iam_campaign*", "iam_review*"),
    ),
    HelpTopic(
        "abgleich",
        _("Abgleich mit den Anwendungen"),
        (
            _("Hier stehen Konten, die nicht zum Plan passen."),
            _("Ein Plan kann das ändern."),
            _("Sie können es auch für eine Zeit zulassen."),
            _("Nennen Sie dann den Grund."),
        ),
        ("iam_finding*", "iam_repair", "iam_compare", "iam_proposals"),
    ),
    HelpTopic(
        "konten-ohne-person",
        _("Konten ohne Person"),
        (
            _("Ein Verzeichnis der Stadt meldet Konten."),
            _("Manchmal ist nicht klar, wem ein Konto gehört."),
            _("Dann entscheiden Sie das hier."),
        ),
        ("iam_directory*",),
    ),
    HelpTopic(
        "grundschutz",
        _("Grundschutz: Was abgedeckt ist"),
        (
            _("Es gibt Anforderungen an Konten und Rechte."),
            _("Hier steht zu jeder, was meindo dafür tut."),
            _("Auch was fehlt, steht hier."),
            _("Die Zahlen sind von jetzt."),
            _("Eine rote Zahl sehen Sie sich bitte an."),
        ),
        ("iam_controls*",),
    ),
)
