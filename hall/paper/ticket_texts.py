"""What a hall prints on each of its tickets in words of its own."""

from dataclasses import dataclass

from hall.plan.plan import Name


@dataclass(frozen=True, slots=True)
class TicketTexts:
    """`greeting` below the hall's name, `notes` above the QR code, `advice` in place of the usual last line."""

    greeting: Name | None = None
    notes: tuple[Name, ...] = ()
    advice: Name | None = None


NO_TEXTS = TicketTexts()
