"""The deployment files name commands that exist, and the rebuild is asked for only when due."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from statusgen.cache.disk import FOLDER
from statusgen.cli.main import cli, run
from tests.outputs.test_headers import headers
from tests.paths import REPOSITORY
from tests.samples import content

ROOT = REPOSITORY
NETLIFY = tomllib.loads((ROOT / "netlify.toml").read_text(encoding="utf-8"))
WORKFLOWS = ROOT / ".github" / "workflows"

SITE = """
name: Status
url: https://status.example/
timezone: UTC
languages: [en]
"""
COMPONENTS = """
groups:
  - {id: all, name: All, components: [{id: pbx, name: PBX}]}
"""
STUBBED_CURL = """#!/bin/sh
echo "$@" >> "$CALLS"
case "$*" in
  *build.json) cat "$BUILD_JSON" ;;
  *) test -z "$BUILT" || echo "$BUILT" > "$BUILD_JSON" ;;
esac
"""


def write_site(folder: Path) -> None:
    """Write the smallest site there is."""
    (folder / "content").mkdir()
    (folder / "content" / "site.yml").write_text(SITE, encoding="utf-8")
    (folder / "content" / "components.yml").write_text(COMPONENTS, encoding="utf-8")


def workflow(name: str) -> dict[Any, Any]:
    read = yaml.safe_load((WORKFLOWS / name).read_text(encoding="utf-8"))
    assert isinstance(read, dict)
    return read


def steps(name: str) -> list[dict[str, Any]]:
    """Return the steps of all jobs of a workflow."""
    jobs = workflow(name)["jobs"].values()
    return [step for job in jobs for step in job.get("steps", ())]


def shell_of(name: str) -> str:
    return "\n".join(step.get("run", "") for step in steps(name))


def commands() -> list[str]:
    """Return every shell text in the deployment files."""
    contexts = [NETLIFY["build"], *NETLIFY["context"].values()]
    return [each["command"] for each in contexts] + [
        shell_of(path.name) for path in WORKFLOWS.glob("*.yml")
    ]


def statusgen_calls() -> list[list[str]]:
    return [
        call.split() for text in commands() for call in re.findall(r"statusgen ([^|&\n]+)", text)
    ]


# --- netlify.toml ------------------------------------------------------------------------------


@pytest.mark.parametrize("call", statusgen_calls(), ids=" ".join)
def test_every_command_and_option_exists(call: list[str]) -> None:
    command = cli.get_command(click.Context(cli), call[0])
    assert command is not None
    known = {word for param in command.params for word in param.opts}
    assert {word for word in call if word.startswith("--")} <= known


def test_the_published_folder_is_the_one_that_build_writes(tmp_path: Path) -> None:
    write_site(tmp_path)
    assert run(["build", "--root", str(tmp_path)]) == 0
    assert (tmp_path / NETLIFY["build"]["publish"] / "index.html").is_file()


def test_the_site_is_installed_from_a_clean_checkout() -> None:
    install = "python .netlify-plugin/environment.py -c statusgen/starter/constraints.txt ."
    assert all(install in each for each in commands() if "statusgen " in each)


@pytest.mark.parametrize("context", ["deploy-preview", "branch-deploy"])
def test_a_preview_is_built_for_its_own_address(context: str) -> None:
    command = NETLIFY["context"][context]["command"]
    assert command == NETLIFY["build"]["command"] + ' --base-url "$DEPLOY_PRIME_URL"'


def test_the_files_are_published_as_they_were_built() -> None:
    assert NETLIFY["build"]["processing"] == {"skip_processing": True}


@pytest.mark.parametrize("root", [ROOT, ROOT / "statusgen" / "starter"])
def test_what_builds_remember_is_kept_between_deploys(root: Path) -> None:
    read = tomllib.loads((root / "netlify.toml").read_text(encoding="utf-8"))
    (plugin,) = read["plugins"]
    assert plugin == {"package": "./.netlify-plugin"}
    folder = root / (".netlify-plugin" if root == ROOT else "_netlify-plugin")
    manifest = yaml.safe_load((folder / "manifest.yml").read_text(encoding="utf-8"))
    assert manifest == {"name": "keep-statusgen-cache"}
    kept = [FOLDER, ".statusgen-venv"]
    assert events_of(folder) == {"onPreBuild": ["restore", kept], "onPostBuild": ["save", kept]}


def test_a_site_installs_as_this_repository_does() -> None:
    ours, theirs = (ROOT / ".netlify-plugin", ROOT / "statusgen/starter/_netlify-plugin")
    for name in ("environment.py", "index.js"):
        assert (ours / name).read_bytes() == (theirs / name).read_bytes()


def installed(folder: Path) -> bool:
    """Have the environment of a folder brought up to date; return whether it was made anew."""
    program = [sys.executable, str(ROOT / ".netlify-plugin" / "environment.py")]
    before = inode(folder)
    subprocess.run([*program, "-r", "requirements.txt"], cwd=folder, check=True)  # noqa: S603 - ours
    return inode(folder) != before


def inode(folder: Path) -> int | None:
    note = folder / ".statusgen-venv" / "installed.txt"
    return note.stat().st_mtime_ns if note.is_file() else None


@pytest.mark.slow
def test_an_environment_is_kept_until_it_does_not_fit(tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_text("# nothing\n-c constraints.txt\n")
    (tmp_path / "constraints.txt").write_text("")
    assert installed(tmp_path)
    assert not installed(tmp_path)
    (tmp_path / "constraints.txt").write_text("click==8.5.1\n")
    assert installed(tmp_path)
    next(tmp_path.glob(".statusgen-venv/lib/*/site-packages/pip/__init__.py")).write_text("")
    assert installed(tmp_path)


def events_of(plugin: Path) -> dict[str, list[object]]:
    """Return which function of the host's cache a plugin calls at each event, and with what."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("no node on the PATH")
    script = """
        const plugin = require(process.argv[1]);
        const called = name => folder => [name, folder];
        const utils = {cache: {restore: called("restore"), save: called("save")}};
        const events = Object.keys(plugin).map(event => [event, plugin[event]({utils})]);
        console.log(JSON.stringify(Object.fromEntries(events)));
    """
    ran = subprocess.run(  # noqa: S603 - the plugin is ours
        [node, "-e", script, str(plugin)], capture_output=True, text=True, check=True
    )
    read = json.loads(ran.stdout)
    assert isinstance(read, dict)
    return read


# --- the workflows -----------------------------------------------------------------------------


def test_it_is_looked_for_changes_every_five_minutes() -> None:
    (schedule,) = workflow("rebuild.yml")[True]["schedule"]  # YAML 1.1 reads `on` as true
    assert schedule == {"cron": "*/5 * * * *"}


def test_without_a_build_hook_nothing_but_a_notice_happens() -> None:
    notice, *others = steps("rebuild.yml")
    assert notice["if"] == "env.NETLIFY_BUILD_HOOK == ''"
    assert {step["if"] for step in others} == {"env.NETLIFY_BUILD_HOOK != ''"}


def test_a_pull_request_is_checked() -> None:
    assert "pull_request" in workflow("check.yml")[True]
    assert "statusgen check --format github --since HEAD^1" in shell_of("check.yml")
    assert steps("check.yml")[0]["with"]["fetch-depth"] == 2


class Rebuild:
    """The last step of the rebuild workflow, run with the real statusgen and a stubbed curl."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        write_site(folder)
        self.calls = folder / "calls"
        curl = folder / "bin" / "curl"
        curl.parent.mkdir()
        curl.write_text(STUBBED_CURL, encoding="utf-8")
        curl.chmod(0o755)

    def built(self, ago: timedelta, due: timedelta | None = None) -> None:
        """Let the published site say that it was built so long ago, and was due then."""
        now = datetime.now(UTC)
        times = {"built": f"{now - ago:%Y-%m-%dT%H:%M:%SZ}"}
        if due is not None:
            times["next_change"] = f"{now - due:%Y-%m-%dT%H:%M:%SZ}"
        page = json.dumps(times)
        (self.folder / "build.json").write_text(page, encoding="utf-8")

    def run(self, **variables: str) -> "subprocess.CompletedProcess[str]":
        path = os.pathsep.join(
            [str(self.folder / "bin"), str(Path(sys.executable).parent), os.environ["PATH"]]
        )
        return subprocess.run(  # noqa: S603 - the command is the one in the workflow
            ["/bin/bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", self.step],
            cwd=self.folder,
            env={
                "PATH": path,
                "CALLS": str(self.calls),
                "BUILD_JSON": str(self.folder / "build.json"),
                "NETLIFY_BUILD_HOOK": "https://hook.example/1",
                "SECONDS_TO_BUILD": "0",
                **variables,
            },
            capture_output=True,
            text=True,
            check=False,
        )

    @property
    def step(self) -> str:
        return str(steps("rebuild.yml")[-1]["run"])

    @property
    def addresses(self) -> list[str]:
        calls = self.calls.read_text(encoding="utf-8").splitlines()
        return [call.split()[-1] for call in calls]


@pytest.fixture
def rebuild(tmp_path: Path) -> Rebuild:
    return Rebuild(tmp_path)


def test_the_hook_is_called_when_a_day_has_ended_since_the_build(rebuild: Rebuild) -> None:
    rebuild.built(ago=timedelta(days=2))
    assert rebuild.run().returncode == 0
    assert rebuild.addresses == ["https://status.example/build.json", "https://hook.example/1"]


def test_the_hook_is_left_alone_when_nothing_is_due(rebuild: Rebuild) -> None:
    rebuild.built(ago=timedelta(days=-2))  # a build to come: no midnight can slip in between
    assert rebuild.run().returncode == 0
    assert rebuild.addresses == ["https://status.example/build.json"]


def test_a_site_that_does_not_say_when_it_was_built_is_built(rebuild: Rebuild) -> None:
    assert rebuild.run(BUILT="{}").returncode == 0
    assert rebuild.addresses[1] == "https://hook.example/1"


def test_a_site_that_does_not_answer_after_a_build_is_seen(rebuild: Rebuild) -> None:
    assert rebuild.run().returncode == 1
    assert rebuild.addresses[1] == "https://hook.example/1"


def test_the_address_of_the_site_can_be_set(rebuild: Rebuild) -> None:
    rebuild.run(SITE_URL="https://early.example")
    assert rebuild.addresses[0] == "https://early.example/build.json"


def test_content_with_a_mistake_is_not_rebuilt(rebuild: Rebuild) -> None:
    rebuild.built(ago=timedelta(days=2))
    (rebuild.folder / "content" / "components.yml").write_text("groups: 1", encoding="utf-8")
    rebuild.run()
    assert rebuild.addresses == ["https://status.example/build.json"]


def test_no_header_is_set_in_two_places() -> None:
    published = {name for rule in headers(content()).values() for name in rule}
    (hosts,) = NETLIFY["headers"]
    assert hosts["for"] == "/*"
    assert set(hosts["values"]).isdisjoint(published)


@pytest.mark.parametrize(("late", "code"), [(50, 0), (70, 1)])
def test_a_rebuild_that_fails_for_an_hour_is_seen(tmp_path: Path, late: int, code: int) -> None:
    rebuild = Rebuild(tmp_path)
    rebuild.built(timedelta(days=2), due=timedelta(minutes=late))
    assert rebuild.run().returncode == code
    assert rebuild.addresses[-1] == "https://hook.example/1"


def test_the_workflow_keeps_itself_enabled() -> None:
    assert "workflows/rebuild.yml/enable" in shell_of("rebuild.yml")
    assert workflow("rebuild.yml")["jobs"]["rebuild"]["permissions"]["actions"] == "write"


@pytest.mark.parametrize("folder", [".netlify-functions", "statusgen/starter/_netlify-functions"])
@pytest.mark.parametrize(("minutes", "expected"), [(-5, 1), (5, 0)])
def test_netlify_calls_its_hook_when_something_is_due(
    folder: str, minutes: int, expected: int
) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("no node on the PATH")
    due = f"{datetime.now(UTC) + timedelta(minutes=minutes):%Y-%m-%dT%H:%M:%SZ}"
    script = f"""
        process.env.NETLIFY_BUILD_HOOK = "https://hook.example/1";
        let calls = 0;
        globalThis.fetch = async (address) => {{
          if (address === process.env.NETLIFY_BUILD_HOOK) calls++;
          return {{ ok: true, json: async () => ({{ next_change: "{due}" }}) }};
        }};
        const rebuild = await import({json.dumps((ROOT / folder / "rebuild.mjs").as_uri())});
        await rebuild.default();
        process.exitCode = calls + 10;
    """
    ran = subprocess.run(  # noqa: S603 - the function is ours
        [node, "--input-type=module", "-e", script], capture_output=True, check=False
    )
    assert ran.returncode == 10 + expected
