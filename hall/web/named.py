"""Pages made here say a name that lacks the page's language in the hall's first one, as `named` does in the browser."""

from collections.abc import Mapping
from typing import Any

from flask.templating import Environment
from jinja2 import Undefined

from hall.texts import FIRST_LANGUAGE


class Pages(Environment):
    """What pages are made from: `name[lang]` is never empty where the name has any words."""

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return what Jinja finds, or the words in the first language."""
        found = super().getitem(obj, argument)
        if isinstance(found, Undefined) and isinstance(obj, Mapping) and isinstance(obj.get(FIRST_LANGUAGE), str):
            return obj[FIRST_LANGUAGE]
        return found
