"""Routes that are set up at once: a third of a hall's start went into how to compose addresses nobody asks for."""

from collections.abc import Callable

from werkzeug.routing import Rule


class Route(Rule):
    """Compiles how its address is composed when somebody asks for that, not when it is set up."""

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:  # noqa: FBT001, FBT002 - Werkzeug's
        compiler = super()._compile_builder

        def compose(route: Rule, **values: object) -> tuple[str, str]:
            return compiler(append_unknown)(route, **values)

        return compose
