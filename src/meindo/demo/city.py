"""The whole city for a number of people: units, staff, vacancies, tandems, absences, deputies, moves to come."""

from datetime import date, timedelta
from random import Random

from .logins import PLACES
from .names import DISTRICTS
from .people import SINCE, Builder, Member
from .structure import DEZERNATE, Fachbereich, fachbereiche

SEED = 2026
MATRIX_UNIT = "VWB"
TITLES = {"team": ("Teamleitung", "tarif", "E 11"), "abteilung": ("Abteilungsleitung", "beamte", "A 14")}


def build(people: int, today: date) -> Builder:
    """All rows for that many people."""
    city = Builder(today, Random(SEED))  # noqa: S311 (made-up data, the same every time)
    city.unit("OB", "Stadt Dortmund (Demo)", "stadt")
    entries = fachbereiche(people)
    for code in sorted({entry.dezernat for entry in entries} | {"D2"}):
        city.unit(code, DEZERNATE[code], "dezernat", "OB")
        if code not in city.leads:
            city.member(code, ("Dezernatsleitung", "beamte", "B 5"), lead=True)
    weight = sum(entry.people for entry in entries)
    teams = [team for entry in entries for team in _fachbereich(city, entry, round(people * entry.people / weight))]
    _fill_up(city, teams, people)
    _matrix(city)
    _responsibilities(city)
    _variety(city)
    return city


Team = tuple[str, Fachbereich]


def _fachbereich(city: Builder, entry: Fachbereich, people: int) -> list[Team]:
    city.unit(entry.code, entry.name, "fachbereich", entry.dezernat)
    if entry.code not in city.leads:
        city.member(entry.code, ("Fachbereichsleitung", "beamte", "A 16"), lead=True)
    count = max(entry.least_teams, len(entry.divisions), people // (entry.work.team_size + 1))
    teams: list[Team] = []
    for number, division in enumerate(entry.divisions, 1):
        code = f"{entry.code}/{number}"
        city.unit(code, division, "abteilung", entry.code)
        city.member(code, TITLES["abteilung"], lead=True)
        share = count // len(entry.divisions) + (number <= count % len(entry.divisions))
        share = max(share, entry.least_teams // 2 if number == 1 else 0)
        teams += [_team(city, entry, code, number, index) for index in range(1, share + 1)]
    return teams


def _team(city: Builder, entry: Fachbereich, division: str, number: int, index: int) -> Team:
    code = f"{division}-{index}"
    place = DISTRICTS[(number * 17 + index) % len(DISTRICTS)]
    again = index // len(DISTRICTS)
    city.unit(code, entry.work.team.format(place) + (f" {again + 1}" if again else ""), "team", division)
    if code not in city.leads:
        _lead(city, code)
    return code, entry


def _lead(city: Builder, code: str) -> None:
    """A lead, two who share the post, somebody acting for the time being, or nobody."""
    draw = city.random.random()
    if draw < 0.04:
        city.post(f"ST-{code}-L", code, "Teamleitung (zu besetzen)", lead=True)
        return
    lead = city.member(code, TITLES["team"], lead=True)
    if draw < 0.07:
        other = city.member(code, ("Sachbearbeitung", "tarif", "E 9c"))
        city.holding(other, lead.post, SINCE_LONG, share="0,5")
        city.leads[code].append(other)
    elif draw < 0.10:
        city.post(f"ST-{code}-L", code, "Teamleitung (kommissarisch)", lead=True)
        acting = city.member(code, ("Stellvertretende Teamleitung", "tarif", "E 10"))
        city.holding(acting, f"ST-{code}-L", SINCE_LONG, "kommissarisch", "0,5")


SINCE_LONG = SINCE


def _fill_up(city: Builder, teams: list[Team], people: int) -> None:
    """Everybody who is still missing, so that each team gets people in turn."""
    turn = [team for team in teams for _ in range(max(1, team[1].work.team_size // 4))]
    city.random.shuffle(turn)
    turn = teams + turn
    for number in range(people - len(city.members)):
        code, entry = turn[number % len(turn)]
        city.member(code, entry.work.jobs[city.random.randrange(len(entry.work.jobs))])


def _matrix(city: Builder) -> None:
    """The Verkehrswendebüro: members stay in their line teams, one contact person for each Fachbereich."""
    city.unit(MATRIX_UNIT, "Verkehrswendebüro", "matrix", matrix_parent="61")
    for code in ("61", "66"):
        staff = [m for m in city.members if m.unit.startswith(f"{code}/") and not m.is_lead]
        chosen = [m for m in staff if m.is_fixed] + [m for m in staff if not m.is_fixed][:6]
        for number, member in enumerate(chosen):
            role = "ansprechperson" if number == 1 else "mitglied"
            city.add(
                "affiliations",
                personnel_no=member.number,
                unit=MATRIX_UNIT,
                role=role,
                valid_from=city.today - timedelta(days=300),
                valid_until="",
            )


def _responsibilities(city: Builder) -> None:
    for place in PLACES:
        for role in place.roles:
            city.add(
                "responsibilities", person=place.key, role=role, unit=place.roles_in, valid_from=SINCE, valid_until=""
            )


def _variety(city: Builder) -> None:
    """Absences, deputies and what HR has already decided for the coming months."""
    city.absent("demo-abwesend", -4, 17)
    city.deputy("demo-abwesend", "demo-vertretung", permanent=True)
    by_unit: dict[str, list[Member]] = {}
    for member in city.members:
        by_unit.setdefault(member.unit, []).append(member)
    for member in city.members:
        if not member.is_fixed:
            _fate(city, member, by_unit[member.unit])


def _fate(city: Builder, member: Member, colleagues: list[Member]) -> None:
    draw = city.random.random()
    others = [other for other in colleagues if other.key != member.key and not other.is_lead]
    if member.is_lead and others and draw < 0.5:
        city.deputy(member.key, city.random.choice(others).key, permanent=draw < 0.3)
    if city.random.random() < 0.07:
        start = -city.random.randrange(0, 15)
        city.absent(member.key, start, start + city.random.randrange(3, 40))
    elif city.random.random() < 0.05:
        start = city.random.randrange(5, 90)
        city.absent(member.key, start, start + city.random.randrange(3, 30))
    if not member.is_lead and city.random.random() < 0.01:
        _move(city, member)


def _move(city: Builder, member: Member) -> None:
    """A transfer that takes effect on the first of a coming month."""
    day = (city.today + timedelta(days=city.random.randrange(20, 120))).replace(day=1)
    target = city.random.choice([unit for unit in city.units if "-" in unit])
    if day <= city.today:
        return
    post = f"{member.post}-N"
    city.post(post, target, "Sachbearbeitung")
    rows = city.rows["holdings"]
    index = next(number for number, row in enumerate(rows) if row["personnel_no"] == member.number)
    rows[index] = {**rows[index], "valid_until": day}
    city.holding(member, post, day.isoformat())
