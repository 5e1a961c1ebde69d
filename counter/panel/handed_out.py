"""Where papers are handed out, and how the hall was called then: what was given goes on saying what it said."""

from collections.abc import Callable

from hall.guides.edition import Place
from hall.plan.plan import Name, Plan
from hall.queue.commands.visit import visitor_at
from hall.queue.state.day import HallDay
from hall.web.context import Context


def place_at(context: Context, counter: str, by: str) -> Callable[[], Place]:
    """Return what tells where something is handed out, and raises what the counter refuses `by`."""
    lang = context.language()

    def at(day: HallDay, _now: float) -> Place:
        visitor = visitor_at(day, counter, by)
        if visitor is None:
            return Place(counter, None, lang, day.plan_number)
        return Place(counter, visitor.id, visitor.lang, day.plan_number, visitor.visitor_class)

    return lambda: context.desk.look(at)


def plan_then(context: Context, number: int | None) -> Plan:
    """Return the plan under which something was handed out; the present one where that was not kept yet."""
    return context.desk.plan if number is None else context.plans.plan(number)


def counter_name(plan: Plan, counter: str) -> Name:
    """Return a counter's name; its id where the plan has no such counter."""
    there = plan.counters.get(counter)
    return there.name if there is not None else {"zh": counter, "en": counter}
