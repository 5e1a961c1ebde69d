"""Why the hall says no. A face turns `code` and `facts` into a sentence; the hall knows no sentences."""


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not an error of the program
    """The hall refuses; nothing has changed."""

    def __init__(self, code: str, **facts: object) -> None:
        """Say which rule (`code`, a key of the catalogue section `refusals`) and the facts its sentence needs."""
        super().__init__(code)
        self.code = code
        self.facts = facts


class Unknown(Refusal):
    """What was named is not there."""


class Wrong(Refusal):
    """A value given is wrong; `facts["field"]` names it."""


class Illegal(Refusal):
    """The present state does not allow this step."""


class Forbidden(Refusal):
    """This person may not do this."""


class Closed(Refusal):
    """Not at this hour, or not ready."""


class TooMany(Refusal):
    """Too often; `facts["retry_after_s"]` says when to come back."""
