"""The workflow that sends news after a deploy: its steps run here, with git and a stand-in."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.samples import at
from tests.test_netlify import steps, workflow

NAME = "notify.yml"
STATUSGEN = """#!/bin/bash
echo "$@" > called
env | grep -E '^(NOTIFY_|lower)' | sort > addresses
cat notify-ledger/ledger.jsonl > before 2>/dev/null
[ -n "$LINE" ] && echo "$LINE" >> notify-ledger/ledger.jsonl
exit "${CODE:-0}"
"""
ADDRESSES = (
    "NOTIFY_MAIL=mailtos://u:p@a.example?to=b@b.example&x=\nlower=x\nNOTIFY_CHAT=slack://A/B/C"
)


class Runner:
    """A clone on a machine of the host of the repository; each run begins in a new one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.origin = folder / "origin"
        program = folder / "bin" / "statusgen"
        program.parent.mkdir()
        program.write_text(STATUSGEN, encoding="utf-8")
        program.chmod(0o755)
        self.shell("git init -q --bare origin && git clone -q origin new")
        self.shell(
            "cd new && git config user.email a@a.example && git config user.name A"
            " && mkdir content && echo 'targets: []' > content/notify.yml"
            " && git add . && git commit -qm Begin && git push -q origin HEAD:main"
        )

    def run(self, **variables: str) -> "subprocess.CompletedProcess[str]":
        """Run the steps from the ledger on in a new clone; the last one also after a failure."""
        self.shell("rm -rf clone && git clone -q -b main origin clone")
        *first, keep = [step for step in steps(NAME) if "ledger" in step["name"]]
        (send,) = [step for step in steps(NAME) if "NOTIFY_ADDRESSES" in step.get("env", {})]
        for step in first:
            self.shell(step["run"], "clone")
        sent = self.shell(
            send["run"], "clone", check=False, NOTIFY_ADDRESSES=ADDRESSES, **variables
        )
        self.shell(keep["run"], "clone", **keep["env"])
        return sent

    def shell(
        self, script: str, folder: str = "", *, check: bool = True, **variables: str
    ) -> "subprocess.CompletedProcess[str]":
        path = f"{self.folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
        return subprocess.run(  # noqa: S603 - the steps of the workflow
            ["/bin/bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            cwd=self.folder / folder,
            env={"PATH": path, "HOME": str(self.folder), **variables},
            capture_output=True,
            text=True,
            check=check,
        )

    def text(self, name: str) -> str:
        return (self.folder / "clone" / name).read_text(encoding="utf-8")

    def kept(self) -> list[str]:
        """Return the ledger after each run that changed it, newest first."""
        commits = self.shell("git -C origin rev-list notify-ledger").stdout.split()
        return [self.shell(f"git -C origin show {each}:ledger.jsonl").stdout for each in commits]


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    return Runner(tmp_path)


def test_the_ledger_goes_from_run_to_run(runner: Runner) -> None:
    runner.run(LINE="one", FIRST_RUN="yes")
    assert runner.text("called") == "notify --ledger notify-ledger/ledger.jsonl --first-run\n"
    runner.run(LINE="two", SITE_URL="https://a.example/")
    assert runner.text("called").endswith("ledger.jsonl --site https://a.example/\n")
    assert runner.text("before") == "one\n"
    runner.run()
    assert runner.kept() == ["one\ntwo\n", "one\n"]


def test_the_ledger_is_kept_after_a_run_that_failed(runner: Runner) -> None:
    assert runner.run(LINE="one", CODE="1").returncode == 1
    assert runner.kept() == ["one\n"]


def test_a_run_without_a_ledger_begins_none(runner: Runner) -> None:
    runner.run()
    assert "notify-ledger" not in runner.shell("git -C origin branch").stdout


def test_the_command_has_the_addresses_and_the_log_hides_them(runner: Runner) -> None:
    sent = runner.run(LINE="one")
    assert runner.text("addresses").splitlines() == [
        "NOTIFY_CHAT=slack://A/B/C",
        "NOTIFY_MAIL=mailtos://u:p@a.example?to=b@b.example&x=",
    ]
    assert "::add-mask::slack://A/B/C\n" in sent.stdout
    assert sent.stdout.count("slack") == 1


def test_it_runs_after_a_deploy_and_one_at_a_time() -> None:
    read = workflow(NAME)
    assert {"push", "status", "deployment_status"} < {*read[True]}  # YAML 1.1 reads `on` as true
    assert read["jobs"]["notify"]["concurrency"]["group"] == "notify"
    assert "deployment_status.state == 'success'" in read["jobs"]["deployed"]["if"]


def test_it_follows_the_workflow_that_rebuilds() -> None:
    (name,) = workflow(NAME)[True]["workflow_run"]["workflows"]
    assert name == workflow("rebuild.yml")["name"]


def test_only_the_steps_that_need_it_can_write(runner: Runner) -> None:
    named = [step for step in steps(NAME) if "GH_TOKEN" in step.get("env", {})]
    assert [step["name"] for step in named] == ["Fetch the ledger", "Keep the ledger"]
    for step in named:
        filled = runner.shell("git credential fill <<< url=https://a.example", **step["env"])
        assert filled.stdout.endswith("username=x-access-token\npassword=${{ github.token }}\n")


@pytest.mark.parametrize(
    ("built", "times"), [("2026-11-20T14:00:10Z", 1), ("2026-11-20T13:59:59Z", 60)]
)
def test_after_a_push_it_waits_until_the_site_has_been_built(
    built: str, times: int, runner: Runner
) -> None:
    (wait,) = [step for step in steps(NAME) if "push" in step.get("if", "")]
    for name, text in {
        "curl": f'echo $4 >> asked; echo \'{{"built": "{built}", "next_change": null}}\'',
        "sleep": "true",
    }.items():
        program = runner.folder / "bin" / name
        program.write_text(f"#!/bin/bash\n{text}\n", encoding="utf-8")
        program.chmod(0o755)
    runner.shell("mkdir content && echo \"url: 'https://a.example/'\" > content/site.yml")
    pushed = f"{at('2026-11-20 14:00').timestamp():.0f}"
    runner.shell(wait["run"], PUSHED=pushed)
    asked = (runner.folder / "asked").read_text(encoding="utf-8").splitlines()
    assert asked == ["https://a.example/build.json"] * times


def test_no_proposed_code_comes_near_the_addresses() -> None:
    """A deploy of a pull request runs it too, but with what the default branch has."""
    for job in workflow(NAME)["jobs"].values():
        checkout, *others = job["steps"]
        assert checkout["with"]["ref"] == "${{ github.event.repository.default_branch }}"
        assert sum("secrets." in str(step) for step in others) <= 1
