"""The catalogues of gettext: the messages of statusgen in every language but English.

`pybabel compile` makes the `.mo` files that are read here from the `.po` files that people edit.
"""

import functools
import gettext

from statusgen import package_root

DOMAIN = "statusgen"
FOLDER = package_root() / "locale"

OWN_LANGUAGE = "en"
"""The language of the messages in the code."""


@functools.cache
def catalogue(language: str) -> gettext.NullTranslations:
    """Return the catalogue of `language`; messages that it does not have stay English.

    Raises FileNotFoundError if there is no catalogue.
    """
    if language == OWN_LANGUAGE:
        return gettext.NullTranslations()
    return gettext.translation(DOMAIN, FOLDER, [language])
