"""What a scheduler needs to run `kg refresh`: units for systemd, a line for cron."""

from __future__ import annotations

import shlex
from pathlib import Path

from kg.errors import InputError

_MINUTES = {"m": 1, "h": 60, "d": 24 * 60}
_NAMES = {"m": "min", "h": "h", "d": "d"}


def systemd_units(kg: Path, config: Path, every: str) -> str:
    """A service and a timer, each under a comment with the file it belongs into.

    kg, config (Path): the command and the configuration, absolute. every (str): as in `schedule.every`.
    """
    period = f"{int(every[:-1])}{_NAMES[every[-1]]}"
    return f"""\
# ~/.config/systemd/user/kg-refresh.service
[Unit]
Description=Refresh the Isnad graph

[Service]
Type=oneshot
ExecStart={_quoted(kg)} refresh --config {_quoted(config)} --json
# Some articles set aside, or another run in progress: no failure.
SuccessExitStatus=3 75
# NEO4J_PASSWORD=…, readable by its owner only. Not needed for the embedded store.
EnvironmentFile=-%h/.config/isnad/environment
Nice=10

# ~/.config/systemd/user/kg-refresh.timer
[Unit]
Description=Refresh the Isnad graph every {every}

[Timer]
OnBootSec=5min
OnUnitInactiveSec={period}
RandomizedDelaySec=60

[Install]
WantedBy=timers.target
"""


def cron_line(kg: Path, config: Path, every: str) -> str:
    """A line of a crontab.

    RAISES InputError: cron cannot express the period (it has no «every 50 minutes», only steps within an hour or day).
    """
    number = int(every[:-1])
    minutes = number * _MINUTES[every[-1]]
    if minutes < 60 and 60 % minutes == 0:
        when = "* * * * *" if minutes == 1 else f"*/{minutes} * * * *"
    elif minutes < 24 * 60 and (24 * 60) % minutes == 0 and minutes % 60 == 0:
        when = "0 * * * *" if minutes == 60 else f"0 */{minutes // 60} * * *"
    elif minutes == 24 * 60:
        when = "0 4 * * *"
    else:
        raise InputError(
            f"cron cannot run something every {every}",
            where="schedule.every",
            hint="take a divisor of an hour or a day, or systemd",
        )
    # In a crontab a bare % ends the command.
    command = f"{shlex.quote(str(kg))} refresh --config {shlex.quote(str(config))} --json".replace("%", "\\%")
    return f"{when} {command}\n"


def _quoted(path: Path) -> str:
    """A word of an ExecStart line: systemd expands % and $ and splits at blanks."""
    text = str(path).replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{text}"' if any(c in text for c in " \t'\\\"") else text
