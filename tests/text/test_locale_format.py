from datetime import date

import pytest

from statusgen.text.locale_format import days_as


@pytest.mark.parametrize(
    ("language", "in_one_month", "in_two"),
    [
        ("en", "3\u20139 Nov", "30 Oct\u2009\u2013\u20092 Nov"),
        ("it", "03\u201309 nov", "30 ott\u2009\u2013\u200902 nov"),
        ("de", "3.\u20139. Nov.", "30. Okt.\u2009\u2013\u20092. Nov."),
        ("fr", "3\u20139 nov.", "30 oct.\u2009\u2013\u20092 nov."),
        ("es", "3\u20139 nov", "30 oct\u2009\u2013\u20092 nov"),
    ],
)
def test_days_in_a_row_are_written_alike_with_every_version_of_babel(
    language: str, in_one_month: str, in_two: str
) -> None:
    assert days_as(date(2026, 11, 3), date(2026, 11, 9), language) == in_one_month
    assert days_as(date(2026, 10, 30), date(2026, 11, 2), language) == in_two
