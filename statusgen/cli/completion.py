"""`statusgen completion`: prints the script by which a shell completes commands and names."""

import click
from click.shell_completion import get_completion_class

_PROGRAM = "statusgen"
_VARIABLE = "_STATUSGEN_COMPLETE"

_BASH = """\
_statusgen_completion() {
    # bash cuts words at = : and @, which stand inside of ours: put them together again
    local words=() index piece glue="" stem type value
    for ((index = 0; index <= COMP_CWORD; index++)); do
        piece=${COMP_WORDS[index]}
        if [[ ${#words[@]} -gt 1 && ( -n $glue || $piece == [=:@]* ) ]]; then
            words[-1]+=$piece
        else
            words+=("$piece")
        fi
        [[ $piece == *[=:@] ]] && glue=1 || glue=""
    done
    local current=${words[-1]}
    [[ $current == *[=:@]* ]] && stem=${current%"${current##*[=:@]}"}
    COMPREPLY=()
    while IFS=, read -r type value; do
        case $type in
            dir) compopt -o dirnames ;;
            file) compopt -o default ;;
            plain) COMPREPLY+=("${value#"$stem"}") ;;
        esac
        [[ $value == *= ]] && compopt -o nospace
    done < <(COMP_WORDS="${words[*]}" COMP_CWORD=$((${#words[@]} - 1)) \\
        _STATUSGEN_COMPLETE=bash_complete "$1" 2>/dev/null)
}
complete -o nosort -F _statusgen_completion statusgen
"""
_HOW = {
    "bash": 'in ~/.bashrc: eval "$(statusgen completion bash)"',
    "zsh": 'in ~/.zshrc, after compinit: eval "$(statusgen completion zsh)"',
    "fish": "in ~/.config/fish/config.fish: statusgen completion fish | source",
}


_LINES = "\n".join(f"  {line}" for line in _HOW.values())
_EPILOG = f"\b\nTo use it in every shell, add\n{_LINES}"


@click.command("completion", epilog=_EPILOG)
@click.argument("shell", type=click.Choice(tuple(_HOW)))
def command(shell: str) -> int:
    """Print the script with which a shell completes commands, options and names of the site."""
    click.echo(_BASH if shell == "bash" else _script_of_click(shell), nl=False)
    return 0


def _script_of_click(shell: str) -> str:
    group = click.get_current_context().find_root().command
    kind = get_completion_class(shell)
    return kind(group, {}, _PROGRAM, _VARIABLE).source() if kind else ""
