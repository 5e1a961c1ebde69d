/** What a touch does. */

import { call, failure } from "../shared/js/api.js";
import { elderMode, lang, t } from "../shared/js/page.js";
import { meaning } from "../shared/js/scanned.js";
import { whyClosed } from "./home.js";
import { page } from "./kiosk-page.js";

/** @import { Acts, Printing, Ticket } from "./touch.d.ts" */

const CHECK_IN = /^(\d{4}|\d{8}|1\d{10})$/; // a telephone number's last digits, a code, a whole number

/**
 * @param {import("./visit.js").Visit} visit
 * @param {import("./shelf.js").Shelf} shelf
 * @param {import("./prompts.js").Prompts} prompts
 * @returns {Acts}
 */
export function actsOf(visit, shelf, prompts) {
  const printer = page.printer ? { printer: page.printer } : {};

  /** Asks the server, and says what it says when it says no. @param {() => Promise<any>} ask */
  async function asked(ask) {
    const from = visit.screen;
    try {
      return await ask();
    } catch (error) {
      const why = failure(error);
      if (visit.screen === from) visit.say("danger", why.words(t("kiosk.gone")));
      return null;
    }
  }

  /**
   * Goes on with the answer, unless somebody has gone on without it: it would take away what is shown by then, a ticket.
   * @param {() => Promise<any>} ask @param {(answer: any) => unknown} then
   */
  async function goOn(ask, then) {
    const from = visit.screen;
    const answer = await asked(ask);
    if (answer && visit.screen === from) then(answer);
  }

  /** @param {Ticket} ticket @param {string} act @param {object} body @param {string} [key] */
  const upon = (ticket, act, body, key) =>
    call("POST", `/tickets/${encodeURIComponent(ticket.token ?? "")}/${act}`, body, key ? { key } : {});
  const refused = (/** @type {ReturnType<typeof failure>} */ why) => visit.say("danger", why.words(t("kiosk.gone")));
  /** @param {Printing | null} done @param {string} yes @param {string} no */
  const told = (done, yes, no) =>
    done &&
    visit.say(done.printing ? "ok" : "warn", t(done.already ? "kiosk.printed_already" : done.printing ? yes : no));

  return {
    elder: document.documentElement.dataset.mode === "elder",
    go: (screen) => visit.go(screen),
    home: () => visit.isTaking || visit.home(),
    take: (service, ...others) => visit.take(service, ...others),

    several(on) {
      visit.several = on ? [] : null;
      visit.go({ name: "home", group: visit.screen.group });
    },

    choose(service) {
      const before = visit.several ?? [];
      const others = before.filter(({ id }) => id !== service.id);
      visit.several = others.length < before.length ? others : [...before, service];
      visit.redraw();
    },

    whyClosed(service) {
      visit.say(
        "warn",
        service.closed_reason === "too_late" ? `${whyClosed(service)} ${t("kiosk.too_late_note")}` : whyClosed(service),
      );
      prompts.say("closed");
    },

    prefer(visitorClass) {
      visit.visitorClass = visitorClass;
      visit.go({ name: "home", group: visit.screen.group });
      if (visitorClass === "priority") prompts.say("prefer");
    },

    reprint: async (ticket) =>
      told(await asked(() => upon(ticket, "reprint", printer)), "kiosk.reprinting", "kiosk.reprint_failed"),

    askGiveBack: (ticket) => visit.go({ name: "giving-back", ticket, back: visit.screen }),

    giveBack: (ticket) =>
      visit.act("give-back", (key) => upon(ticket, "cancel", {}, key), {
        came: () => (visit.last = null),
        shown: () => {
          visit.home();
          visit.say("ok", t("kiosk.given_back", { number: ticket.number }));
        },
        refused,
      }),

    comeBack: (ticket) =>
      visit.act("come-back", (key) => upon(ticket, "return", {}, key), {
        came: () => {},
        shown: (back) => {
          visit.go({ name: "found", ticket: { ...back, token: ticket.token } });
          visit.say("ok", t("kiosk.came_back"));
        },
        refused,
      }),

    guides: () =>
      goOn(
        () => shelf.all(),
        (found) => visit.go({ name: "guides", typed: "", found }),
      ),

    async type(typed) {
      const screen = { name: "guides", typed, found: visit.screen.found };
      visit.screen = screen;
      visit.redraw();
      const found = await shelf.search(typed, visit.isThere);
      if (visit.screen !== screen) return; // more was typed meanwhile
      visit.screen = { ...screen, found };
      visit.redraw();
    },

    read: (id) =>
      goOn(
        () => shelf.guide(id, visit.isThere),
        (guide) => visit.go({ name: "reading", guide, have: new Set() }),
      ),

    tick(id, on) {
      const { have } = visit.screen;
      if (on) have.add(id);
      else have.delete(id);
      visit.redraw();
    },

    async printGuide(guide) {
      const done = await asked(() => call("POST", `/guides/${guide.id}/print`, { lang, ...printer }));
      told(done, "guides.printing", "guides.print_failed");
    },

    find: () => visit.go({ name: "find", typed: "" }),

    typeNumber(typed) {
      visit.screen = { name: "find", typed };
      visit.redraw();
    },

    lookUp(typed) {
      return page.bookable && CHECK_IN.test(typed) ? this.checkIn(typed) : this.lookUpMeant(meaning(typed));
    },

    checkIn(code) {
      const from = visit.screen.name;
      const isQueued = (/** @type {Ticket} */ { status }) => status === "waiting";
      return visit.act("check-in", (key) => call("POST", "/appointments/check-in", { code, ...printer }, { key }), {
        came: (ticket) => isQueued(ticket) && visit.gave(ticket),
        shown: (ticket) => (isQueued(ticket) ? visit.showTicket(ticket) : visit.go({ name: "found", ticket })),
        refused: (why) => {
          const otherwise = why.status === 404 ? meaning(code) : null; // digits alone may be a number without its letter
          if (visit.screen.name === from && otherwise?.kind === "number") void this.lookUpMeant(otherwise);
          else visit.say(why.status ? "warn" : "danger", why.words(t("kiosk.touch_again")));
        },
      });
    },

    lookUpMeant(meant) {
      switch (meant?.kind) {
        case "ticket":
          return this.lookUpTicket(`/tickets/${meant.code}`, meant.code);
        case "number":
          return this.lookUpTicket(`/numbers/${encodeURIComponent(meant.code)}`);
        case "receipt":
          return this.lookUpCase(`/cases/${meant.code}`);
        case "appointment":
          return this.checkIn(meant.code);
        case "case":
          return this.lookUpCase(`/case-numbers/${meant.code}`);
        default:
          return visit.say("warn", t("kiosk.find_unreadable"));
      }
    },

    lookUpTicket: (path, token) =>
      goOn(
        () => call("GET", path),
        (ticket) => visit.go({ name: "found", ticket: { ...ticket, token } }),
      ),

    /** How far a case is; its receipt tells more than its number. @param {string} path */
    lookUpCase: (path) =>
      goOn(
        () => call("GET", path),
        (found) => visit.go({ name: "found", found }),
      ),

    elderIs(on) {
      if (visit.isTaking) return;
      this.elder = on;
      prompts.on = on;
      elderMode(on);
      visit.home();
    },

    speak(other) {
      if (visit.isTaking) return;
      const here = new URL(location.href);
      here.searchParams.set("lang", other);
      here.searchParams.set("mode", this.elder ? "elder" : "usual");
      location.replace(here);
    },
  };
}
