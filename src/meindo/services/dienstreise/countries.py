"""Countries and places abroad: their names, and which country stands for an overseas territory."""

from functools import cache
from pathlib import Path
from typing import Any

from meindo.kernel.strict_yaml import load

HOME = "DE"
OTHER = "ZZ"  # reserved in ISO 3166-1: a country that no table names
OTHER_NAMES = {"de": "anderes Land, nicht in der Liste", "en": "another country, not in the list"}


@cache
def _file() -> dict[str, Any]:
    content: dict[str, Any] = load(Path(__file__).with_name("countries.yaml").read_text(encoding="utf-8"))
    return content


@cache
def places() -> dict[str, dict[str, str]]:
    """Every country ("FR") and place ("FR.paris") with its names by language."""
    found = {}
    for code, country in _file()["countries"].items():
        found[code] = {language: country[language] for language in ("de", "en")}
        for place, names in country.get("places", {}).items():
            found[f"{code}.{place}"] = {language: f"{country[language]}, {names[language]}" for language in names}
    return found


@cache
def _mother_countries() -> dict[str, str]:
    return {code: mother for mother, codes in _file()["territories"].items() for code in codes}


def mother_country(code: str) -> str | None:
    """Give the country that an overseas territory belongs to."""
    return _mother_countries().get(code)


def name_of(key: str, language: str = "de") -> str:
    """Name a country or place; the code itself where no table names it."""
    found = OTHER_NAMES if key == OTHER else places().get(key)
    return found[language] if found else key
