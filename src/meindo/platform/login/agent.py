"""Which program and system a browser says it is, in plain words: enough to recognise one's own device."""

BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)


def browser_and_system(agent: str) -> tuple[str, str]:
    """Program and system of a User-Agent header; empty for what is not known. Version numbers are not kept."""
    return _first(BROWSERS, agent), _first(SYSTEMS, agent)


def _first(words: tuple[tuple[str, str], ...], agent: str) -> str:
    return next((name for part, name in words if part in agent), "")
