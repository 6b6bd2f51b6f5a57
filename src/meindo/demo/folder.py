"""Write the rows as the CSV files of the people import; that the folder exists marks the database as a demo."""

import csv
from pathlib import Path

from meindo.platform.people.importing.layout import FILES

from .people import Builder


def write(city: Builder, folder: Path) -> None:
    """All files, in the columns that the import documents."""
    folder.mkdir(parents=True, exist_ok=True)
    for layout in FILES:
        with (folder / f"{layout.name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(layout.columns), delimiter=";")
            writer.writeheader()
            writer.writerows(city.rows.get(layout.name, []))
