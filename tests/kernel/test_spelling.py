"""A user name says a name also without its accents, and short words count only where they stand alone."""

import pytest

from meindo.kernel.spelling import says, search_key, spellings


@pytest.mark.parametrize(
    ("text", "former", "today", "found"),
    [
        ("alwin.altmann2", "Alwin Altmann", "Emma Yılmaz", True),
        ("ALTMANNA", "Alwin Altmann", "Emma Yılmaz", True),
        ("a.muller", "Anton Müller", "Anna Klein", True),
        ("a.mueller", "Anton Müller", "Anna Klein", True),
        ("susanna.klein", "Anna Klein", "Susanna Klein", False),
        ("annaklein", "Anna Klein", "Susanna Klein", True),
        ("klein", "Anton Klein", "Anna Klein", False),
        ("alina", "Li Klein", "Alina Klein", False),
        ("li.klein", "Li Klein", "Alina Klein", True),
        ("li7", "Li Klein", "Alina Klein", True),
        ("00004711", "Alwin Altmann", "Emma Yılmaz", False),
        ("", "Alwin Altmann", "Emma Yılmaz", False),
    ],
)
def test_what_a_user_name_says(text: str, former: str, today: str, found: bool) -> None:
    kept = spellings(today)
    assert says(text, spellings(former) - kept, kept) is found


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Emma Yılmaz", "emma yilmaz"),
        ("İrem Öztürk", "irem oeztuerk"),
        ("Władysław Đorđević", "wladyslaw dordevic"),
        ("Søren Åkesson-Ærø", "soeren akesson aeroe"),
        ("Weiß", "weiss"),
    ],
)
def test_a_name_is_found_by_the_letters_of_a_plain_keyboard(name: str, key: str) -> None:
    assert search_key(name) == search_key(key) == key
