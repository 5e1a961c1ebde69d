"""The plan on the command line: as TOML out and in again, compared, and its changes; also while the server runs."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import tomli_w

from hall.configuration import (
    Configuration,
    Table,
    as_written,
    digest_of,
    from_table,
    plan_of,
    read_table,
    settings_of,
    with_machine,
)
from hall.console.ground import ground, machine_of
from hall.journal.actor import Actor
from hall.journal.journal import JournalError
from hall.plan.book import PlanBook
from hall.plan.check import differences

CONSOLE = Actor("console")


def run(command: str, config: Path, data: Path, file: Path | None) -> int:
    """Do what `plan COMMAND` says and return the exit status. Raises ConfigurationError, JournalError, OSError."""
    machine = machine_of(config)
    plans: PlanBook[Configuration] = PlanBook(
        ground(machine, data), lambda table: from_table(with_machine(table, machine), recorded=True)
    )
    if plans.newest() == 0:
        raise JournalError(f"{data}: there is no plan here yet; start the server once, it imports {config.name}")
    match command, file:
        case "export", Path():
            file.write_text(tomli_w.dumps(as_written(plans.table(plans.newest()))), encoding="utf-8")
            print(f"{file}: plan {plans.newest()}")
        case "import", Path():
            table = _checked(file, config, machine)
            print(f"{file}: plan {plans.import_file(CONSOLE, table, digest_of(table))}")
        case "diff", Path():
            of = _part(file, config)
            for one in differences(of(plans.table(plans.newest())), of(read_table(file))):
                print(f"{one.key}: {one.before!r} → {one.after!r}")
        case "history", _:
            for change in plans.history():
                at = datetime.fromtimestamp(change.at, UTC).astimezone().isoformat(timespec="seconds")
                print(f"{change.number}  {at}  {change.by}  {change.how}")
        case _:
            print(f"plan {plans.undo(CONSOLE)}")
    return 0


def _checked(file: Path, config: Path, machine: Table) -> Table:
    """Return the plan in `file`, which must be right with this computer's own tables. Raises ConfigurationError."""
    table = _part(file, config)(read_table(file))
    from_table(with_machine(table, machine))
    return table


def _part(file: Path, config: Path) -> Callable[[Table], Table]:
    """Return what of `file` is the plan: this computer's own file goes on lending what it lends."""
    own = config.exists() and file.exists() and file.samefile(config)
    return plan_of if own else settings_of
