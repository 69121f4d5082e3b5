"""The catalogues: what statusgen says itself, in every language but its own, as gettext keeps it.

They are part of the program, as Babel's calendars are. `pybabel compile` makes from each `.po`,
which people edit, the `.mo` that is read here: that takes a millisecond, and English takes none.
"""

import functools
import gettext

from statusgen import package_root

DOMAIN = "statusgen"
FOLDER = package_root() / "locale"

OWN_LANGUAGE = "en"
"""The language in which the messages themselves are."""


@functools.cache
def catalogue(language: str) -> gettext.NullTranslations:
    """Return the words of ours in `language`; a message that has none there stays English.

    Raises `FileNotFoundError` for a language of which there is no catalogue.
    """
    if language == OWN_LANGUAGE:
        return gettext.NullTranslations()
    return gettext.translation(DOMAIN, FOLDER, [language])
