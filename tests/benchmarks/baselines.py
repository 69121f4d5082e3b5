"""What a build is held against: the Markdown conversion alone, and Hugo with far fewer outputs.

`python -m tests.benchmarks.baselines N` converts every text of a history of N incidents once.
"""

import sys
from collections.abc import Mapping
from pathlib import Path

from markdown import Markdown

from tests.benchmarks.history import files

_LAYOUTS: Mapping[str, str] = {
    "hugo.toml": """\
baseURL = "https://status.example/"
title = "Example Status"
disableKinds = ["taxonomy"]
[taxonomies]
component = "components"
month = "months"
[services.rss]
limit = 50
""",
    "layouts/_default/baseof.html": """\
<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title>
<link rel="stylesheet" href="/style.css"></head><body><header>{{ site.Title }}</header>
<main>{{ block "main" . }}{{ end }}</main></body></html>
""",
    "layouts/_default/single.html": """\
{{ define "main" }}<h1>{{ .Title }}</h1>{{ .Content }}
<p>{{ delimit .Params.components ", " }}</p>{{ end }}
""",
    "layouts/_default/list.html": """\
{{ define "main" }}<h1>{{ .Title }}</h1>{{ range .RegularPages }}
<p><a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ .Date.Format "2 Jan 2006, 15:04" }}</p>
{{ end }}{{ end }}
""",
    "layouts/index.html": """\
{{ define "main" }}<h1>Status</h1>{{ range first 20 site.RegularPages }}
<p><a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ .Date.Format "2 Jan 2006, 15:04" }}</p>
{{ end }}{{ end }}
""",
    "static/style.css": "body{font:1rem sans-serif}\n",
}


def write_for_hugo(root: Path, incidents: int) -> None:
    """Write an equal site for Hugo: a page an entry, a month and a component, a home page, RSS."""
    for name, content in _LAYOUTS.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content, encoding="utf-8")
    for each in files(incidents):
        stem, day = Path(each.path).stem, Path(each.path).stem[:10]
        title = each.content.partition("\n")[0].removeprefix("title: ")
        component = each.content.partition("affects:")[2].strip(" {\n").partition(":")[0]
        front = f'{{"title": "{title}", "date": "{day}", "months": ["{day[:7]}"],'
        front += f' "components": ["{component}"]}}\n\n'
        path = root / "content" / Path(each.path).parts[1] / f"{stem}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(front + "\n\n".join(each.texts), encoding="utf-8")


def convert_all(incidents: int) -> None:
    """Convert every text of a history by one converter, as fast as the library does it."""
    converter = Markdown(extensions=["fenced_code", "sane_lists"])
    for each in files(incidents):
        for text in each.texts:
            converter.reset()
            converter.convert(text)


if __name__ == "__main__":
    convert_all(int(sys.argv[1]))
