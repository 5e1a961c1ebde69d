"""A hall that is not there yet: what the first person at it may do, once, and who that may be."""

import hmac
import secrets
from collections.abc import Mapping
from threading import Lock
from typing import Any

from hall.configuration import Configuration, as_written, from_table
from hall.journal.actor import Actor
from hall.journal.ground import Ground
from hall.journal.refusal import Forbidden, Illegal, TooMany
from hall.plan.book import PlanBook
from hall.staff.book import StaffBook
from hall.staff.rules.account import checked_id, checked_name, checked_pin

CODE_DIGITS = 8
MOST_WRONG = 10
"""After so many wrong codes only the computer itself is let in: nobody guesses one in ten million."""
FIRST_ROLE = "manager"


class Founding:
    """Makes a hall's first plan and its first manager, in a data folder that has no manager yet."""

    def __init__(self, ground: Ground) -> None:
        """Read what there is: a founding that was cut short has the plan and not the manager."""
        self._plans: PlanBook[Configuration] = PlanBook(ground, from_table)
        self._staff = StaffBook(ground)
        self._wrong = 0
        self._one_at_a_time = Lock()
        self.code = "".join(secrets.choice("0123456789") for _ in range(CODE_DIGITS))
        """Lets in whoever does not sit at the computer itself; printed where it was started."""

    @property
    def is_of_file(self) -> bool:
        """Whether a file has described this hall: then it is missed, and no other hall is made in its place."""
        return self._plans.is_of_file

    @property
    def is_done(self) -> bool:
        """Whether there is a plan, and somebody who may change it."""
        return self._plans.newest() > 0 and any(one.may("manage") for one in self._staff.everybody())

    @property
    def begun(self) -> Mapping[str, Any] | None:
        """The plan of a founding that was cut short."""
        return self._plans.table(self._plans.newest()) if self._plans.newest() else None

    def let_in(self, code: str, *, is_here: bool) -> None:
        """Let in whoever sits at the computer, or has the code. Raises Forbidden and TooMany."""
        if is_here:
            return
        if self._wrong >= MOST_WRONG:
            raise TooMany("founding_code_spent")
        if not hmac.compare_digest("".join(filter(str.isalnum, code)).encode(), self.code.encode()):
            self._wrong += 1
            raise Forbidden("founding_code_wrong")

    def found(self, plan: Mapping[str, Any], manager: str, name: str, pin: str) -> None:
        """Let `plan` be the first one and make the first manager. Nothing is written when either will not do.

        Raises Wrong, and Illegal when there is a hall already.
        """
        checked_name(name)
        checked_pin(pin, checked_id(manager))
        with self._one_at_a_time:
            if self.is_done:
                raise Illegal("founding_done")
            self._plans.edit(Actor(manager), as_written(plan), self._plans.newest())
            self._staff.add(manager, name, FIRST_ROLE, pin, manager)
