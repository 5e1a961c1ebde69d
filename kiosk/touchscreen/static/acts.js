/** What a touch does. */

import { Problem, call, failure } from "../shared/js/api.js";
import { elderMode, lang, t } from "../shared/js/page.js";
import { whyClosed } from "./home.js";
import { meaning } from "./scanner.js";
import { page } from "./kiosk-page.js";

/** @import { GuidePrinted, Reprinted } from "../shared/js/shapes.d.ts" */
/** @import { Acts, Ticket } from "./touch.d.ts" */

/**
 * @param {import("./visit.js").Visit} visit
 * @param {import("./shelf.js").Shelf} shelf
 * @param {import("./prompts.js").Prompts} prompts
 * @returns {Acts}
 */
export function actsOf(visit, shelf, prompts) {
  const printer = page.printer ? { printer: page.printer } : {};

  /**
   * Asks the server, and says what it says when it says no.
   * @param {() => Promise<any>} ask @param {(why: Problem) => string} [refused]
   */
  async function asked(ask, refused = (why) => why.words()) {
    try {
      return await ask();
    } catch (error) {
      const why = failure(error);
      visit.say("danger", why instanceof Problem ? refused(why) : t("kiosk.gone"));
      return null;
    }
  }

  /** @param {Ticket} ticket @param {string} act @param {object} [body] */
  const upon = (ticket, act, body = {}) =>
    asked(() => call("POST", `/tickets/${encodeURIComponent(ticket.token ?? "")}/${act}`, body));
  /** @param {Reprinted | GuidePrinted | null} done @param {string} yes @param {string} no */
  const told = (done, yes, no) => done && visit.say(done.printing ? "ok" : "warn", t(done.printing ? yes : no));

  return {
    elder: document.documentElement.dataset.mode === "elder",
    go: (screen) => visit.go(screen),
    home: () => visit.home(),
    take: (service) => visit.take(service),

    whyClosed(service) {
      visit.say(
        "warn",
        service.closed_reason === "too_late" ? `${whyClosed(service)} ${t("kiosk.too_late_note")}` : whyClosed(service),
      );
      prompts.say("closed");
    },

    /** @param {string | null} visitorClass */
    prefer(visitorClass) {
      visit.visitorClass = visitorClass;
      visit.go({ name: "home", group: visit.screen.group });
      if (visitorClass === "priority") prompts.say("prefer");
    },

    reprint: async (ticket) => told(await upon(ticket, "reprint", printer), "kiosk.reprinting", "kiosk.reprint_failed"),

    async giveBack(ticket) {
      if (!(await upon(ticket, "cancel"))) return;
      visit.last = null;
      visit.home();
      visit.say("ok", t("kiosk.given_back", { number: ticket.number }));
    },

    async comeBack(ticket) {
      const back = await upon(ticket, "return");
      if (!back) return;
      visit.go({ name: "found", ticket: { ...back, token: ticket.token } });
      visit.say("ok", t("kiosk.came_back"));
    },

    async guides() {
      const found = await asked(() => shelf.all());
      if (found) visit.go({ name: "guides", typed: "", found });
    },

    async type(typed) {
      const screen = { name: "guides", typed, found: visit.screen.found };
      visit.screen = screen;
      visit.redraw();
      const found = await shelf.search(typed, visit.line === "live");
      if (visit.screen !== screen) return; // more was typed meanwhile
      visit.screen = { ...screen, found };
      visit.redraw();
    },

    async read(id) {
      const guide = await asked(() => shelf.guide(id));
      if (guide) visit.go({ name: "reading", guide, have: new Set() });
    },

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

    /** Looks a ticket up by its number or, from its code, by its token; only the token lets one act upon it. */
    async lookUp(code) {
      const { token, number, receipt, case: numbered } = meaning(code);
      if (receipt || numbered) {
        await this.lookUpCase(receipt ? `/cases/${receipt}` : `/case-numbers/${numbered}`);
        return;
      }
      const path = token ? `/tickets/${token}` : `/numbers/${encodeURIComponent(number ?? "")}`;
      const nothing = (/** @type {Problem} */ why) =>
        why.status === 404 ? t("kiosk.find_nothing", { number: number ?? "" }) : why.words();
      const ticket = await asked(() => call("GET", path), nothing);
      if (ticket) visit.go({ name: "found", ticket: { ...ticket, token } });
    },

    /** How far a case is; its receipt tells more than its number. @param {string} path */
    async lookUpCase(path) {
      const found = await asked(() => call("GET", path));
      if (found) visit.go({ name: "found", found });
    },

    elderIs(on) {
      this.elder = on;
      prompts.on = on;
      elderMode(on);
      visit.home();
    },

    speak(other) {
      const here = new URL(location.href);
      here.searchParams.set("lang", other);
      here.searchParams.set("mode", this.elder ? "elder" : "usual");
      location.replace(here);
    },
  };
}
