"""What the reading of every kind of value needs: the setting of its file."""

from pydantic import ValidationInfo

from statusgen.content.schema.setting import Setting


def setting_of(info: ValidationInfo) -> Setting:
    """Return the setting that the file is read in."""
    return info.context if isinstance(info.context, Setting) else Setting()
