"""Who may call what: every route there is, and what whoever asks is answered, in the words of the tests."""

OUTSIDE, KIOSK = "203.0.113.9", "127.0.0.1"
TOKEN = "0123456789abcdef0123456789abcdef"
NAMES = {
    "counter": "2",
    "staff": "nobody-yet",
    "service": "tax",
    "zone": "east",
    "guide": "id-card",
    "message": "1",
    "notice": "1",
    "device": "d0",
    "role": "clerk",
    "left": "1",
    "asked": "1",
    "version": "1",
    "other": "1",
    "typed": "A001",
    "number": "Y20261123-001",
}
"""What stands in an address; all else is a secret that nobody has."""

EVERYBODY = {
    "GET /complaints/<token>",
    "POST /complaints",
    "POST /complaints/<token>/judgement",
    "GET /appointments/<token>",
    "GET /appointments/slots",
    "POST /appointments",
    "POST /appointments/<token>/cancel",
    "POST /appointments/<token>/change",
    "GET /cases/<receipt>",
    "GET /displays/<zone>",
    "GET /displays/<zone>/speech",
    "GET /displays/counters/<counter>",
    "GET /emergency",
    "GET /guides",
    "GET /guides/<guide>",
    "GET /healthz",
    "GET /notices",
    "GET /openapi.json",
    "GET /services",
    "GET /tickets/<token>",
    "GET /tickets/<token>/cases",
    "GET /tickets/<token>/notices",
    "POST /tickets/<token>/cancel",
    "POST /tickets/<token>/later",
    "POST /tickets/<token>/reminder",
    "DELETE /tickets/<token>/reminder",
    "POST /tickets/<token>/services",
    "POST /tickets/<token>/rating",
    "POST /tickets/<token>/return",
}
KIOSKS = {
    "POST /appointments/check-in",
    "POST /assistance",
    "POST /guides/<guide>/print",
    "POST /tickets",
    "POST /tickets/<token>/reprint",
}
WALLS = {"POST /displays/<zone>/played"}
DEVICES = {"POST /devices/current"}
"""For paired devices alone, wherever they stand."""
SCREENS = {"POST /devices/current/shown"}
"""For paired devices whose screens everybody may read."""
KIOSKS_AND_STAFF = {"GET /case-numbers/<case>", "GET /metrics", "GET /numbers/<path:typed>"}
TABLETS = {"POST /counters/<counter>/rating"}
"""A trusted address where nobody of the staff is signed in: clerks do not rate themselves."""
NEEDS = {
    "see": {
        "GET /case-numbers/<case>/record",
        "GET /cases",
        "GET /cases/mine",
        "GET /counters/<counter>",
        "GET /counters/<counter>/enquiries",
        "GET /counters/<counter>/notices",
        "GET /given-notices/<reference>",
        "GET /assistance",
        "GET /faults",
        *("GET /patrol", "GET /patrol/<period>", "GET /device-faults"),
        "GET /feedback/mine",
        "POST /feedback/<number>/appeal",
    },
    "serve": {
        *(
            f"POST /case-numbers/<case>/{step}"
            for step in ("collect", "decide", "prolong", "reprint", "resume", "review", "suspend", "withdraw")
        ),
        *(f"POST /enquiries/<enquiry>/{step}" for step in ("accept", "decline", "offer", "resolve", "withdraw")),
        "GET /counters/<counter>/note",
        *(
            f"POST /counters/<counter>/{act}"
            for act in (
                *("open", "pause", "close", "close-after", "call-next", "recall", "start", "no-show", "hold", "resume"),
                *(
                    "reinstate",
                    "put-back",
                    "transfer",
                    "finish",
                    "undo",
                    "help",
                    "help-done",
                    "cases",
                    "enquiries",
                    "notices",
                    "handovers/<left>/read",
                ),
            )
        ),
    },
    "assist": {
        "GET /appointments",
        "POST /feedback",
        "POST /services/<service>/one-more",
        *("POST /patrol/ticks", "POST /device-faults"),
        *(f"POST /device-faults/<fault>/{act}" for act in ("taken", "ended")),
        *(f"POST /assistance/<int:asked>/{act}" for act in ("taken", "done")),
    },
    "call_any": {"POST /counters/<counter>/call"},
    "oversee": {
        "GET /city",
        "GET /enquiries",
        "GET /floor",
        "GET /monday",
        "GET /statistics/<report>",
        "GET /statistics/monthly",
    },
    "direct": {
        *("POST /counters/<counter>/help-taken", "POST /counters/<counter>/release", "POST /alarms/acknowledge"),
        *(f"POST /visitors/<number>/{act}" for act in ("call", "return", "send")),
    },
    "follow_up": {
        "GET /feedback",
        "GET /feedback/comments",
        "GET /notes",
        "GET /feedback/<number>",
        *(
            f"POST /feedback/<number>/{step}"
            for step in ("accept", "answer", "appeal-decision", "assign", "call-back", "contact", "put-right")
        ),
    },
    "decide": {
        "GET /cases/unsettled",
        "POST /case-searches",
        *(f"POST /case-numbers/<case>/{step}" for step in ("assign", "correct", "prolong-decision")),
    },
    "manage": {
        *("DELETE /emergency", "DELETE /emergency/<int:message>", "POST /emergency", "POST /rehearsals"),
        *("DELETE /notices/<int:notice>", "POST /notices"),
        "GET /notices/planned",
        *("GET /guide-book", "GET /guide-book/<guide>", "PUT /guide-book/<guide>", "DELETE /guide-book/<guide>"),
        *(f"POST /guide-book/<guide>/{act}" for act in ("check", "merge", "read", "undo")),
        *("GET /guide-book/<guide>/history", "GET /guide-book/<guide>/versions/<int:version>"),
        "GET /guide-book/<guide>/versions/<int:version>/compared/<int:other>",
        "GET /guide-book/<guide>/versions/<int:version>/file",
        "POST /printers/test",
        *("POST /guides/<guide>/preview", "POST /guides/<guide>/preview/sheet"),
        *("GET /plan", "GET /plan/history", "POST /plan/check", "POST /plan/undo", "PUT /plan"),
        *("POST /plan/merge", "POST /plan/read", "GET /plan/versions/<int:version>"),
        *("GET /plan/versions/<int:version>/compared/<int:other>", "GET /plan/versions/<int:version>/file"),
        *("GET /privacy", "GET /privacy/looks", "POST /privacy/searches", "POST /privacy/erasures"),
        *("GET /media", "PUT /media/<name>", "DELETE /media/<name>"),
    },
    "accounts": {
        "GET /roles",
        "PATCH /roles/<role>",
        "GET /staff",
        "POST /staff",
        "PATCH /staff/<staff>",
        "GET /staff/<staff>/sessions",
        "DELETE /staff/<staff>/sessions/<session>",
        "GET /devices",
        "POST /devices/codes",
        "DELETE /devices/<device>",
        "POST /devices/<device>/ask",
        "GET /tokens",
        "POST /tokens",
        "DELETE /tokens/<token>",
        "GET /webhooks",
        "POST /webhooks",
        "DELETE /webhooks/<endpoint>",
        "POST /webhooks/<endpoint>/key",
        "GET /webhooks/<endpoint>/deliveries",
        "POST /webhooks/<endpoint>/deliveries/<delivery>/again",
    },
}
"""Routes by the permission that they ask for."""
ROLES = {
    "clerk": {"see", "serve", "assist"},
    "guide": {"see", "assist", "oversee"},
    "inspector": {"see", "oversee"},
    "lead": {"see", "serve", "assist", "call_any", "oversee", "direct", "follow_up", "decide"},
    "manager": set(NEEDS),
    "admin": {"see", "oversee", "manage", "accounts"},
}
"""What each role may, once more in the test's own words."""
SCOPES = {
    "figures": {"GET /statistics/<report>", "GET /statistics/monthly"},
    "floor": {"GET /faults", "GET /floor", "GET /metrics"},
}
"""What a platform's token of each scope opens beside what is for everybody: nothing else, whatever a manager may."""
SESSIONS = {"POST /sessions", "DELETE /sessions/current"}
"""Tried in tests of their own: one begins a session, the other ends it."""
ALL = EVERYBODY.union(KIOSKS, WALLS, DEVICES, SCREENS, KIOSKS_AND_STAFF, TABLETS, *NEEDS.values())

PAIRED = {f"paired {kind}": kind for kind in ("kiosk", "wall", "tablet")}
NOBODY = {
    *PAIRED,
    "removed kiosk",
    "outsider",
    "kiosk",
    "proxied",
    "made-up token",
    "signed out",
    "disabled",
    "with an old PIN",
    "ended platform",
    "made-up platform",
    "made-up device",
    "made-up session",
    "page signed out",
    "forwarded twice",
}
"""Callers whom no staff's route knows; those at a kiosk's address are let in there as it is."""
FORWARDED = {"proxied", "forwarded twice"}
"""Through a proxy that nobody trusts, which says that they are a kiosk."""
PLATFORMS = {f"platform {scope}": scope for scope in SCOPES}
PAGES = {"page without its token", "kiosk with a clerk signed in"}
REBOUND = {"rebound", "rebound with a manager's token", "rebound with a kiosk's secret"}
"""Pages whose name was moved to the hall's address after they were loaded."""
FOREIGN = "page of another site at a kiosk"
ASKERS = (*sorted(NOBODY), *sorted(PAGES), *PLATFORMS, *sorted(REBOUND), FOREIGN, *ROLES)


def address_of(who: str) -> str:
    """Return from where somebody comes; an unknown proxy runs on the hall's own computer, as a rebound page does."""
    at_kiosk = {"kiosk", "kiosk with a clerk signed in", "proxied", "forwarded twice", FOREIGN, *REBOUND}
    return KIOSK if who in at_kiosk else OUTSIDE


def expected(route: str, who: str) -> int | None:
    """Return the refusal that is due; None when there is none."""
    if who in REBOUND:
        return 421
    if who == FOREIGN and not route.startswith("GET"):
        return 403
    if route in EVERYBODY:
        return None
    if route in DEVICES | SCREENS:
        return None if who in ({"paired wall"} if route in SCREENS else PAIRED) else 403
    trusted = address_of(who) == KIOSK and who not in FORWARDED
    for routes, kind in ((KIOSKS, "kiosk"), (WALLS, "wall"), (TABLETS, "tablet")):
        if route in routes:
            clerk = route in TABLETS and "clerk signed in" in who
            return None if (trusted or PAIRED.get(who) == kind) and not clerk else 403
    if route in KIOSKS_AND_STAFF and (trusted or PAIRED.get(who) == "kiosk"):
        return None
    return of_staff(route, who)


def of_staff(route: str, who: str) -> int | None:
    """Return the refusal that is due where somebody of the staff, or a platform, is asked for."""
    if who in NOBODY or who == FOREIGN:
        return 401
    if who in PLATFORMS:
        return None if route in SCOPES[PLATFORMS[who]] else 403
    if who in PAGES and not route.startswith("GET"):
        return 403
    role = {"page without its token": "manager", "kiosk with a clerk signed in": "clerk"}.get(who, who)
    needed = next((permission for permission, routes in NEEDS.items() if route in routes), "see")
    return None if needed in ROLES[role] else 403
