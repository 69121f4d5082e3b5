"""Cases of names: a file with a strange name, or with a strange template, is added to the site."""

from random import Random

from tests.fuzz import seeds
from tests.fuzz.bench import Answer, Bench, answer
from tests.fuzz.mutations import typed
from tests.paths import REPOSITORY

_FOLDERS = {
    "content": seeds.SITE,
    "content/incidents": seeds.INCIDENT,
    "content/incidents/2026": seeds.INCIDENT,
    "content/maintenance": seeds.MAINTENANCE,
    "content/notices": seeds.PLANNED,
    "templates/site": "a",
    "templates/posts": "a",
    "templates/badges": "a",
    "templates/notices": seeds.PLANNED,
}
_NAMES = (
    *("2026-11-21-a.yml", "2026-11-21-a.yaml", "2026-11-21-A.yml"),
    *("a b.yml", "a\nb.yml", "a\x1b[m.yml"),
    *("\u202egpj.yml", "é.yml", "e\u0301.yml", "...yml"),
    *("..a.yml", "a..yml", "-.yml", "%2e%2e.yml"),
    *("<b>.yml", "a\\b.yml", "con.yml", "a" * 80 + ".yml"),
    *("a" * 81 + ".yml", "a.yml ", "a.yml~", "C:a"),
    *("site.yml.bak", "SITE.YML", "README.MD", "notices.yml"),
    *("*.yml", "$(a).yml", "a;b.yml", "\udcff.yml"),
    *("base.html", "Home.html", "home.HTML", "home.html.j2"),
    *("x.html", "style.css", "logo.svg", "x.js"),
    *("incident-resolved.txt", "Incident-Resolved.txt", "incident-mitigated.txt"),
    *("post.txt", "x.txt"),
    *("badge.svg", "cable-laid.yml", "Cable-Laid.yml"),
    *("cable-laid.yaml", "cable.yml", "\u2028.html"),
)
_TEMPLATES = (
    *("{{ 'a' }}", "{{ x }}", "{{"),
    *("{% include '{}' %}", "{% extends '{}' %}", "{% import '{}' as a %}"),
    *("{% include ['{}', 'a'] ignore missing %}", "{{ 1 / 0 }}"),
    *("{{ ''.__class__.__mro__ }}", "{{ a.b }}"),
    *("{% for each in page %}{{ each }}{% endfor %}", "{% block head %}a{% endblock %}", "\x00"),
    *("{#", ""),
    *("{{ _('a %(b)s') }}", "{{ _('%s') }}", "{{ _('%(b)s', b=1) }}"),
    *("{{ 'a' | x }}", "{{ 'a' is x }}"),
    *("{{ x() }}", "{{ 'a' * 100 }}"),
    *("{% set x = 1 %}", "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}"),
)
_PATHS = (
    *("../../LICENSE", "/etc/passwd", "site/../site/base.html"),
    *("SITE/base.html", "site\\base.html"),
    *("site/base.html", "site//base.html", "./site/base.html", "site/é.html"),
    *("", ".", "..", "\u202e"),
    *("site/base.html\0", "site/x.html", "posts/post.txt"),
    *("notices/cable-cut.yml", "site/style.css"),
)


def name_case(rng: Random) -> tuple[str, bytes]:
    """Return the path of a file that is new on the site, and its bytes."""
    folder = rng.choice([*_FOLDERS])
    name = rng.choice(_NAMES)
    name = typed(name, rng).replace("/", "").replace("\0", "") if rng.random() < 0.3 else name
    text = _FOLDERS[folder]
    if folder.startswith("templates") and rng.random() < 0.8:
        name = rng.choice(_of_theme(folder)) if rng.random() < 0.7 else name
        text = rng.choice(_TEMPLATES).replace("{}", rng.choice(_PATHS))
    return f"{folder}/{name}", text.encode("utf-8", "surrogatepass")


def _of_theme(folder: str) -> list[str]:
    found = (REPOSITORY / folder).iterdir()
    return sorted(each.name for each in found if each.is_file() and each.name != "README.md")


def try_name(bench: Bench, path: str, data: bytes) -> Answer:
    """Check a copy of the site that has one file more, and all that a build of it renders."""
    root = bench.scratch()
    file = root / path
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    except (OSError, ValueError) as error:
        return Answer(is_accepted=False, output=f"no such name: {error}")
    return answer(root, bench.problems(root))
