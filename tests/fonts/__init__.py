"""The fonts of the tests' browser, so that a page is as long on every machine.

It sees no fonts but those of Android: Roboto, by Google under the Apache License 2.0, of which the
Latin letters lie here, and Noto Serif, which the package has for its pictures.
"""

from collections.abc import Mapping
from pathlib import Path

from tests.paths import REPOSITORY, TESTS

_FOLDERS = (TESTS / "fonts", REPOSITORY / "statusgen" / "render" / "pictures")

_CONFIGURATION = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  {folders}
  <cachedir>{cache}</cachedir>
  <alias binding="same">
    <family>serif</family>
    <prefer><family>Noto Serif</family></prefer>
  </alias>
  <alias binding="same">
    <family>Times New Roman</family>
    <prefer><family>Noto Serif</family></prefer>
  </alias>
  <match target="pattern">
    <edit name="family" mode="append_last" binding="strong"><string>Roboto</string></edit>
  </match>
  <match target="font">
    <edit name="antialias" mode="assign"><bool>true</bool></edit>
    <edit name="hinting" mode="assign"><bool>false</bool></edit>
  </match>
</fontconfig>
"""


def fonts_alone(folder: Path) -> Mapping[str, str]:
    """Return the environment in which a browser sees these fonts alone; `folder` is for its use."""
    configuration = folder / "fonts.conf"
    folders = "".join(f"<dir>{each}</dir>" for each in _FOLDERS)
    text = _CONFIGURATION.format(folders=folders, cache=folder)
    configuration.write_text(text, encoding="utf-8")
    return {"FONTCONFIG_FILE": str(configuration)}
