"""Help in Einfache Sprache for the pages of the shell."""

from meindo.kernel.message import mark as _
from meindo.platform.registry.help import HelpTopic

BEGIN = HelpTopic(
    "beginn",
    _("So geht es"),
    (
        _("Wählen Sie unter „Dienste“, was Sie brauchen."),
        _("Beantworten Sie die Fragen."),
        _("Das Programm merkt sich Ihre Antworten."),
        _("Prüfen Sie alles und senden Sie den Antrag."),
        _("Danach sehen Sie, wer gerade dran ist."),
    ),
    ("help",),
)
TOPICS = (
    BEGIN,
    HelpTopic(
        "start",
        _("Start-Seite"),
        (
            _("Hier sehen Sie zuerst Ihre Aufgaben."),
            _("Darunter stehen Ihre Dienste."),
            _("Ein Dienst ist zum Beispiel die Dienst-Reise."),
            _("Oben rechts wählen Sie Ihre Rolle."),
        ),
        (
            "home",
            "services",
            "pin_service",
            "dismiss_first_steps",
            "role",
            "language",
            "healthz",
            "metrics",
        ),
    ),
    HelpTopic(
        "suche",
        _("Suche"),
        (
            _("Schreiben Sie ein Wort in das Such-Feld."),
            _("Das Programm sucht Dienste, Vorgänge und Personen."),
            _("Sie finden nur, was Sie sehen dürfen."),
        ),
        (
            "search",
            "search_person",
        ),
    ),
    HelpTopic(
        "vorgaenge",
        _("Vorgänge"),
        (
            _("Hier steht, was auf Sie wartet."),
            _("Das Dringende steht oben."),
            _("Öffnen Sie einen Vorgang und lesen Sie ihn."),
            _("Dann entscheiden Sie mit einem Knopf."),
            _("Manche Entscheidung können Sie zehn Minuten lang zurückholen."),
        ),
        (
            "inbox",
            "case",
            "decide",
            "take_back",
            "bundle",
            "save_view",
            "drop_view",
            "keys",
        ),
    ),
    HelpTopic(
        "akte",
        _("Akte und Mitteilungen"),
        (
            _("In der Akte liegen Ihre Briefe."),
            _("Sie können jeden Brief lesen und drucken."),
            _("Unter Mitteilungen wählen Sie, wie oft Sie eine Mail bekommen."),
        ),
        (
            "file",
            "read_news",
            "document",
            "document_file",
            "notices",
        ),
    ),
    HelpTopic(
        "belege",
        _("Belege"),
        (
            _("Ein Beleg ist zum Beispiel eine Fahr-Karte."),
            _("Machen Sie ein Foto von dem Beleg."),
            _("Später gehört das Foto zu einer Reise."),
        ),
        (
            "shelf",
            "shelf_remove",
            "upload",
            "upload_page",
            "hand_in",
        ),
    ),
    HelpTopic(
        "daten",
        _("Meine Daten"),
        (
            _("Hier sehen Sie, welche Stelle Ihre Daten angesehen hat."),
            _("Sie sehen auch den Tag und den Zweck."),
            _("Namen stehen dort nicht."),
            _("Sie können zu jedem Eintrag fragen."),
        ),
        (
            "cockpit",
            "cockpit_file",
            "mirror",
            "mirror_case",
        ),
    ),
    HelpTopic(
        "vertretung",
        _("Vertretung"),
        (
            _("Sie sind nicht da?"),
            _("Dann entscheidet Ihre Vertretung."),
            _("Wählen Sie eine Person und die Tage."),
            _("Eine Vertretung hat immer ein Ende."),
        ),
        (
            "deputies",
            "end_deputy",
        ),
    ),
    HelpTopic(
        "massnahmen",
        _("Personal-Maßnahmen"),
        (
            _("Eine Maßnahme ändert etwas für eine Person."),
            _("Vorher fragt die Stadt die Personal-Vertretung."),
            _("Ohne ihre Antwort gilt die Maßnahme nicht."),
        ),
        (
            "measures",
            "measure",
            "measure_*",
            "doubt*",
        ),
    ),
    HelpTopic(
        "externe",
        _("Externe Personen"),
        (
            _("Manche arbeiten hier nur für eine Zeit."),
            _("Für jede dieser Personen ist jemand da."),
            _("Diese Person sagt, wie lange es geht."),
            _("Am letzten Tag gehen alle Zugänge zu."),
            _("Vorher bekommen Sie eine Nachricht."),
        ),
        (
            "externals",
            "external",
            "external_*",
        ),
    ),
    HelpTopic(
        "einfuehrung",
        _("Einführung"),
        (
            _("Ein Dienst beginnt nicht überall zugleich."),
            _("Eine Stufe sagt, wer wann beginnt."),
            _("Vor dem Beginn fragt die Stadt den Personal-Rat."),
        ),
        (
            "rollout",
            "rollout_*",
        ),
    ),
    HelpTopic(
        "papier",
        _("Papier"),
        (
            _("Sie können jeden Antrag auf Papier stellen."),
            _("Drucken Sie das Formular."),
            _("Füllen Sie es aus und schicken Sie es ab."),
            _("Die Adresse steht auf dem Formular."),
        ),
        ("paper_*",),
    ),
    HelpTopic(
        "werte",
        _("Werte"),
        (
            _("Das Programm rechnet mit Werten aus Gesetzen."),
            _("Zwei Personen prüfen jeden unsicheren Wert."),
            _("Erst dann zahlt die Stadt mit diesem Wert."),
        ),
        (
            "law",
            "law_*",
        ),
    ),
    HelpTopic(
        "entgelt",
        _("Entgelt"),
        (
            _("Hier gehen Zahlungen an die Entgelt-Abrechnung."),
            _("Zwei Personen haben jede Zahlung geprüft."),
            _("Jede Zahlung geht nur einmal ab."),
        ),
        (
            "payroll",
            "payroll_*",
        ),
    ),
    HelpTopic(
        "poststelle",
        _("Post-Stelle"),
        (
            _("Manche Personen haben kein Gerät."),
            _("Sie bekommen ihre Mitteilungen auf Papier."),
            _("Hier drucken Sie die Mitteilungen einer Einheit."),
        ),
        (
            "post",
            "post_*",
        ),
    ),
    HelpTopic(
        "kalender",
        _("Kalender"),
        (
            _("Ihr Kalender kann Ihre Reisen zeigen."),
            _("Kopieren Sie dazu die Adresse."),
            _("Geben Sie die Adresse nicht weiter."),
        ),
        (
            "calendar",
            "calendar_*",
        ),
    ),
    HelpTopic(
        "anmelden",
        _("Anmelden"),
        (
            _("Sie melden sich mit Namen und Passwort an."),
            _("Ein Passkey ist einfacher und sicher."),
            _("Ein Passkey ist ein Schlüssel auf Ihrem Gerät."),
            _("Sie kommen nicht hinein?"),
            _("Dann rufen Sie die Hilfe an."),
        ),
        (
            "account_*",
            "mfa_*",
            "devices",
            "device_*",
            "terminal",
            "password",
            "openid_connect_*",
        ),
    ),
    HelpTopic(
        "anwendungen",
        _("Andere Anwendungen"),
        (
            _("Eine andere Anwendung fragt, wer Sie sind."),
            _("Sie sehen vorher, was die Anwendung bekommt."),
            _("Sie können auch ablehnen."),
        ),
        (
            "idp:oidc:*",
            "configuration",
            "jwks",
            "authorization",
            "token",
            "userinfo",
            "revoke",
        ),
    ),
    HelpTopic(
        "eigene-anwendungen",
        _("Ihre Anwendungen"),
        (
            _("Hier steht, wo Sie sich über meindo angemeldet haben."),
            _("Sie können das jederzeit beenden."),
            _("Die Anwendung erfährt dann nichts mehr über Sie."),
        ),
        (
            "applications",
            "application_end",
        ),
    ),
    HelpTopic(
        "aufbewahrung",
        _("Aufbewahren und Löschen"),
        (
            _("Die Stadt behält Daten nur so lange wie nötig."),
            _("Vorher fragt sie das Archiv."),
            _("Eine Person schlägt das Löschen vor."),
            _("Eine andere Person gibt es frei."),
        ),
        (
            "retention",
            "retention_*",
        ),
    ),
    HelpTopic(
        "auskunftssperre",
        _("Auskunfts-Sperre"),
        (
            _("Eine Sperre schützt eine Person in Gefahr."),
            _("Andere sehen dann ihre Adresse nicht."),
            _("Nennen Sie den Grund und das Ende."),
        ),
        (
            "blocks",
            "block_end",
        ),
    ),
    HelpTopic(
        "zugang",
        _("Zugang einrichten"),
        (
            _("Sie haben einen Brief mit einem Code bekommen."),
            _("Geben Sie den Code ein."),
            _("Dann wählen Sie ein Passwort."),
            _("Der Code gilt nur einmal."),
        ),
        (
            "activate",
            "activate_*",
        ),
    ),
    HelpTopic(
        "zugaenge",
        _("Zugänge ausgeben"),
        (
            _("Hier machen Sie Briefe mit Codes."),
            _("Sie können einen Zugang sofort sperren."),
            _("Nennen Sie dabei immer den Grund."),
        ),
        (
            "activations",
            "activations_*",
            "locks",
            "unlock",
            "factors",
            "factor_*",
            "terminals",
            "terminal_end",
        ),
    ),
    HelpTopic(
        "transparenz",
        _("Transparenz"),
        (
            _("Hier lesen alle, wie das Programm arbeitet."),
            _("Sie brauchen dafür keine Anmeldung."),
            _("Sie können zu jedem Eintrag eine Frage stellen."),
        ),
        (
            "public",
            "public_*",
            "accessibility",
        ),
    ),
    HelpTopic(
        "oeffentlich",
        _("Fragen der Öffentlichkeit"),
        (
            _("Hier lesen Sie Fragen von außen."),
            _("Sie antworten einmal."),
            _("Mit der Antwort löscht das Programm den Kontakt."),
        ),
        (
            "publicity",
            "publicity_*",
        ),
    ),
)
