"""Ids that subscribers know: they stay when an entry or a component is renamed."""


def stable_id(current: str, aliases: tuple[str, ...]) -> str:
    """Return the id that subscribers know: the first that a thing had, whatever it is now."""
    return aliases[0] if aliases else current
