"""Why a backup cannot be made or taken in, each with its sentence."""


class Refused(Exception):
    """The file, the keys or the place do not fit; nothing was changed."""

    def __init__(self, name: str, **values: object) -> None:
        super().__init__(SENTENCES[name].format(**values))
        self.name = name


SENTENCES = {
    "THERE": "Die Datei {path} gibt es schon. Sie wird nicht überschrieben.",
    "MISSING": "Die Datei {path} gibt es nicht.",
    "NOT_A_BACKUP": "{path} ist keine Sicherung von meindo.",
    "CUT_OFF": "Die Sicherung {path} ist abgeschnitten: Das Inhaltsverzeichnis am Ende fehlt.",
    "BROKEN": "Die Sicherung {path} ist beschädigt: {member} hat nicht die Prüfsumme, die es haben muss.",
    "FOREIGN": (
        "Die Sicherung {path} wurde mit dem Schlüssel {theirs} gemacht, diese Installation hat {ours}. "
        "Geben Sie die passende Schlüsseldatei mit --keys an."
    ),
    "CHANGED": "Die Sicherung {path} wurde nach dem Sichern geändert: Ihr Siegel passt nicht.",
    "NEWER": "Die Sicherung {path} ist aus einer neueren Version von meindo ({migration} ist hier nicht bekannt).",
    "NOT_EMPTY": "Diese Installation ist nicht leer ({where}). Wiederhergestellt wird nur in eine leere.",
    "OTHER_DATABASE": (
        "Eine Wiederherstellung wurde für eine andere Datenbank begonnen ({begun}). "
        "Stellen Sie MEINDO_DATABASE_URL wieder so ein oder löschen Sie die Datei {marker}."
    ),
    "NOT_KEYS": "{path} ist keine Schlüsseldatei von meindo.",
    "OTHER_KEY": "In {path} liegt schon ein anderer Schlüssel. Er wird nicht überschrieben.",
}
