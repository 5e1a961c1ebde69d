"""The reports there are: what each tells, what it can be sorted by and asked for alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from hall.statistics.rules.audit import AUDIT
from hall.statistics.rules.devices import DEVICES, PATROL
from hall.statistics.rules.feedback import COMPLAINTS, REGISTER
from hall.statistics.rules.hours import HOURS
from hall.statistics.rules.records import CASES, ENQUIRIES, NOTICES
from hall.statistics.rules.staffing import CLERKS, COUNTERS
from hall.statistics.rules.visits import RATINGS, SERVICE_TIMES, VOLUMES, WAITS
from hall.statistics.state.table import Column

Source = Literal["days", "cases", "notices", "enquiries", "feedback", "patrol"]
"""What a report is counted from."""
BY_TIME = ("day", "week", "month")
BY_ALL = ("service", *BY_TIME, "hour", "counter", "clerk", "zone", "class")
ALL = ("service", "counter", "clerk", "zone", "class")


@dataclass(frozen=True, slots=True)
class Report:
    """One report: its columns; what it is sorted by, the usual first; which filters it knows; and its source."""

    name: str
    columns: tuple[Column, ...]
    by: tuple[str, ...]
    only: tuple[str, ...]
    source: Source = "days"


REPORTS: Mapping[str, Report] = {
    report.name: report
    for report in (
        Report("volumes", VOLUMES, BY_ALL, ALL),
        Report("waits", WAITS, BY_ALL, ALL),
        Report("service-times", SERVICE_TIMES, BY_ALL, ALL),
        Report("counters", COUNTERS, ("counter", "zone", "clerk", *BY_TIME), ("counter", "clerk", "zone")),
        Report("clerks", CLERKS, ("clerk", "counter", "zone", *BY_TIME), ("clerk", "counter", "zone")),
        Report("hours", HOURS, ("hour",), ALL),
        Report(
            "cases",
            CASES,
            ("service", *BY_TIME, "counter", "clerk", "zone", "class"),
            ALL,
            "cases",
        ),
        Report(
            "notices",
            NOTICES,
            BY_ALL,
            ALL,
            "notices",
        ),
        Report(
            "first-asked",
            ENQUIRIES,
            BY_ALL,
            ALL,
            "enquiries",
        ),
        Report("ratings", RATINGS, BY_ALL, ALL),
        Report(
            "complaints",
            COMPLAINTS,
            ("service", *BY_TIME, "counter", "clerk", "zone", "class"),
            ALL,
            "feedback",
        ),
        Report("register", REGISTER, ("number",), ALL, "feedback"),
        Report("devices", DEVICES, ("device", *BY_TIME), ()),
        Report("patrol", PATROL, ("item", *BY_TIME), (), "patrol"),
        Report("audit", AUDIT, ("time",), ("clerk",)),
    )
}
