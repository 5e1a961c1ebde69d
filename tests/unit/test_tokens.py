"""Platforms' tokens: what they open, that nobody finds them in the journal, and what is known of their use."""

import pytest

from hall.journal.actor import Actor
from hall.journal.refusal import Forbidden, Illegal, Unknown, Wrong
from hall.platforms.book import NOTED_EVERY_S, Token, TokenBook
from hall.platforms.events import STREAM, TokenRefused
from hall.staff.tries import SignInRefused
from hall.store.memory import MemoryJournal
from tests.halls import NOON, Clock, follow, ground

CHEN = Actor("chen")
FLOOR = "GET /api/v1/floor"


def book(journal: MemoryJournal | None = None, clock: Clock | None = None) -> TokenBook:
    return TokenBook(ground(clock or Clock(), journal or MemoryJournal()))


def made(tokens: TokenBook, *scopes: str) -> Token:
    secret, _ = tokens.make(CHEN, "市平台", scopes)
    found = tokens.holder(secret)
    assert found is not None
    return found


def test_a_token_is_known_by_its_secret_alone_and_everywhere() -> None:
    """In every process and after a restart; the secret is written nowhere, and another's opens nothing."""
    journal = MemoryJournal()
    console, serving = book(journal), book(journal)
    secret, token = console.make(CHEN, " 市平台 ", ["figures", "figures"])
    follow(journal, serving)
    assert (token.name, token.scopes, token.made_by) == ("市平台", ("figures",), "chen")
    assert console.holder(secret) == serving.holder(secret) == book(journal).holder(secret) == token
    assert [book(journal).holder(other) for other in ("", secret[:-1], f"{secret}x", token.id)] == [None] * 4
    assert secret not in repr(list(journal.read(STREAM)))


def test_a_scope_opens_what_it_says_and_nothing_else() -> None:
    """Neither what another scope opens nor what is a person's alone."""
    tokens = book()
    floor = made(tokens, "floor")
    tokens.admit(floor, "floor", FLOOR)
    for scope in ("figures", None):
        with pytest.raises(Forbidden, match="scope_lacking"):
            tokens.admit(floor, scope, FLOOR)


@pytest.mark.parametrize("scopes", [(), ("everything",), ("floor", "manage")])
def test_only_the_scopes_that_there_are(scopes: tuple[str, ...]) -> None:
    """None, or one that is unknown, makes no token."""
    tokens = book()
    with pytest.raises(Wrong, match="scopes_wrong"):
        tokens.make(CHEN, "市平台", scopes)
    assert not tokens.everything()


def test_an_ended_token_opens_nothing_and_stays_listed() -> None:
    """Also in other processes; ending it again changes nothing, and one that is not there is named."""
    journal = MemoryJournal()
    tokens, other = book(journal), book(journal)
    one = made(tokens, "floor")
    for _ in range(2):
        tokens.end(CHEN, one.id)
    follow(journal, other)
    (ended,) = other.everything()
    assert ended.ended_at == NOON
    with pytest.raises(SignInRefused, match="token_ended"):
        other.admit(ended, "floor", FLOOR)
    with pytest.raises(Unknown, match="token_unknown"):
        tokens.end(CHEN, "t99")


def test_a_press_sent_twice_makes_one_token() -> None:
    """It is answered with the same secret; after a restart nobody knows that any more, and the answer says so."""
    journal = MemoryJournal()
    tokens, press = book(journal), Actor("chen", "one-key")
    assert tokens.make(press, "市平台", ["floor"]) == tokens.make(press, "市平台", ["floor"])
    assert len(tokens.everything()) == 1
    with pytest.raises(Illegal, match="token_shown_once"):
        book(journal).make(press, "市平台", ["floor"])


def test_first_and_last_use_are_known_after_a_restart() -> None:
    """The first at once, the last to the hour; until it is written down the process itself knows it exactly."""
    journal, clock = MemoryJournal(), Clock()
    tokens = book(journal, clock)
    one = made(tokens, "floor")
    (unused,) = tokens.everything()
    assert (unused.first_used, unused.last_used) == (None, None)

    def use_at(time: float) -> None:
        clock.now = time
        tokens.admit(one, "floor", FLOOR)
        tokens.note()

    use_at(NOON + 10)
    use_at(NOON + 20)
    assert (tokens.everything()[0].first_used, tokens.everything()[0].last_used) == (NOON + 10, NOON + 20)
    assert (book(journal).everything()[0].first_used, book(journal).everything()[0].last_used) == (NOON + 10, NOON + 10)
    use_at(NOON + 10 + NOTED_EVERY_S)
    after = book(journal).everything()[0]
    assert (after.first_used, after.last_used) == (NOON + 10, NOON + 10 + NOTED_EVERY_S)


def test_refusals_are_written_down_and_a_flood_of_them_is_not() -> None:
    """The first within one look, the others summed up once an hour: asking again and again fills no disk."""
    journal, clock = MemoryJournal(), Clock()
    tokens = book(journal, clock)
    one = made(tokens, "figures")

    def refused(times: int) -> None:
        for _ in range(times):
            with pytest.raises(Forbidden):
                tokens.admit(one, "floor", FLOOR)
            tokens.note()

    def written() -> list[int]:
        return [e.times for entry in journal.read(STREAM) for e in entry.events if isinstance(e, TokenRefused)]

    refused(500)
    assert written() == [1]
    clock.now += NOTED_EVERY_S
    tokens.note()
    tokens.note()
    assert written() == [1, 499]
