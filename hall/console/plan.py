"""The plan on the command line: as TOML out and in again, compared, and its changes; also while the server runs."""

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
        ground(machine, data), lambda table: from_table(with_machine(table, machine))
    )
    if plans.newest() == 0:
        raise JournalError(f"{data}: there is no plan here yet; start the server once, it imports {config.name}")
    match command, file:
        case "export", Path():
            file.write_text(tomli_w.dumps(as_written(plans.table(plans.newest()))), encoding="utf-8")
            print(f"{file}: plan {plans.newest()}")
        case "import", Path():
            table = _checked(file, machine)
            print(f"{file}: plan {plans.import_file(CONSOLE, table, digest_of(table))}")
        case "diff", Path():
            for one in differences(plans.table(plans.newest()), plan_of(read_table(file))):
                print(f"{one.key}: {one.before!r} → {one.after!r}")
        case "history", _:
            for change in plans.history():
                at = datetime.fromtimestamp(change.at, UTC).astimezone().isoformat(timespec="seconds")
                print(f"{change.number}  {at}  {change.by}  {change.how}")
        case _:
            print(f"plan {plans.undo(CONSOLE)}")
    return 0


def _checked(file: Path, machine: Table) -> Table:
    """Return the plan in `file`, which must be right with this computer's own tables. Raises ConfigurationError."""
    table = plan_of(read_table(file))
    from_table(with_machine(table, machine))
    return table
