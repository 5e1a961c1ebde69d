/** A page that is told: one Socket.IO connection, whole pictures, and the truth about how the page stands to its server. */

import { io } from "../vendor/socket.io-client/socket.io.esm.min.js";
import { isPressed } from "./let-go.js";
import { LineState } from "./line-state.js";
import { page } from "./page.js";
import { NewerPictures } from "./pictures.js";
import { reload, wasReloadedFor } from "./reload.js";

const BEAT_MS = 250; // how often the page looks at its clock
const ASLEEP_MS = 4000; // a beat this late means the tab was frozen or the clock was set
const AGAIN_MS = 1200; // a refused connection is tried again after 0.5 to 1.5 times this
const RELOAD_AGAIN_MS = 1000; // after the server did not have the page to give
const BY_US = "forced close"; // Socket.IO's word, also after a refusal: it closes before it tells of that
const BY_WEBSOCKET = ["websocket"];
const BY_POLLING = ["polling", "websocket"]; // where WebSocket does not pass, and back to it where it does after all

/** @typedef {import("./line-state.js").State} State */
/** @typedef {import("./line-state.js").Refusal} Refusal */
/** @typedef {object | (() => object)} Auth   a function is asked again at every connection */
/** @typedef {Record<string, (picture: any) => void>} Handlers   by event */
/** @typedef {{digest?: string, plan?: number, epoch?: string, time?: string}} Hello   what every connection is greeted with, and each pulse tells again */

/**
 * @typedef {object} LiveOptions
 * @property {(state: State, refusal: Refusal | null) => void} [onState]   told at every change; with the refusal while it is refused
 * @property {number} [staleAfter_ms]       silence before the picture counts as stale
 * @property {() => boolean} [mayReload]    false while somebody is in the middle of something
 */

/**
 * Keeps a page up to date for as long as it is open.
 * @param {string} namespace   e.g. "/display"
 * @param {Auth} auth
 * @param {Handlers} handlers
 * @param {LiveOptions} [options]
 * @returns {{stop: () => void, refresh: () => void, lost: () => void, now: () => Date}} `now` is the server's time
 */
export const live = (namespace, auth, handlers, options) => new Line(namespace, auth, handlers, options);

class Line {
  #pictures = new NewerPictures();
  #beat_ms = Date.now();
  #told = "";
  #offset_ms = 0;
  #again = 0;
  #polls = false;
  #answered = false; // by the server itself, since this connection was opened
  #renewing = false;
  #asked = false; // to be loaded anew, by whoever looks after the hall
  #timer = 0;

  /** @param {string} namespace @param {Auth} auth @param {Handlers} handlers @param {LiveOptions} [options] */
  constructor(namespace, auth, handlers, { onState = () => {}, staleAfter_ms = 5000, mayReload = () => true } = {}) {
    this.onState = onState;
    this.mayReload = mayReload;
    this.state = new LineState(page, staleAfter_ms, Date.now());
    this.socket = io(namespace, {
      auth: typeof auth === "function" ? (/** @type {(auth: object) => void} */ give) => give(auth()) : auth,
      transports: BY_WEBSOCKET,
      reconnectionDelay: 300,
      reconnectionDelayMax: 1200,
      randomizationFactor: 0.5,
      timeout: 2000,
      forceNew: true,
    });
    this.#listen(handlers);
    this.#timer = setInterval(() => this.#beat(Date.now()), BEAT_MS);
  }

  stop() {
    clearInterval(this.#timer);
    this.socket.disconnect();
    clearTimeout(this.#again);
  }

  /** Asks for a fresh picture by connecting anew. */
  refresh() {
    this.socket.disconnect();
    clearTimeout(this.#again);
    this.socket.connect();
  }

  /** The device itself says that it has no network. */
  lost() {
    this.state.lost();
    this.#tell();
  }

  now() {
    return new Date(Date.now() + this.#offset_ms);
  }

  /** @param {Handlers} handlers */
  #listen(handlers) {
    const { socket } = this;
    socket.io.on("ping", () => this.#heard());
    socket.on("connect_error", (why) => (socket.active ? this.#otherWay() : this.#refused(why)));
    socket.on("disconnect", () => this.#retry());
    socket.on("connect", () => (this.#answered = true));
    socket.io.on("open", () => (this.#answered = false));
    socket.io.on("close", (why) => this.#answered || why === BY_US || this.#otherWay()); // opened, and cut before anything came through
    for (const greeting of ["hello", "pulse"]) socket.on(greeting, (hello) => this.#greeted(hello));
    socket.on("asked", ({ wish }) => {
      if (wish === "reload") this.#asked = true;
      else dispatchEvent(new Event("hallcall:show"));
    });
    for (const [event, show] of Object.entries(handlers)) {
      socket.on(event, (picture) => {
        this.#setClock(picture?.time);
        this.#heard();
        if (this.#pictures.accepts(event, picture)) show(picture);
      });
    }
  }

  #heard() {
    this.state.heard(Date.now());
    this.#tell();
  }

  /** @param {Hello} hello */
  #greeted({ digest, plan, epoch, time }) {
    this.#pictures.epoch(epoch);
    this.#setClock(time);
    this.state.greeted({ digest, plan }, Date.now());
    this.#tell();
  }

  /** The server's clock may be set while the page is open, and the page's own too. @param {unknown} time RFC 3339 */
  #setClock(time) {
    if (typeof time === "string") this.#offset_ms = Date.parse(time) - Date.now() || 0;
  }

  /** The server itself says no. Socket.IO gives up then; a screen in a hall does not. @param {any} why */
  #refused(why) {
    this.state.refused({ code: String(why.message), facts: why.data ?? {} }, Date.now());
    this.#tell();
    this.#retry();
  }

  /** No connection came about: what eats WebSockets may let polling pass, and the other way round. */
  #otherWay() {
    const { opts } = this.socket.io;
    this.#polls = !this.#polls;
    opts.transports = this.#polls ? BY_POLLING : BY_WEBSOCKET;
  }

  /** Where the server itself refused or closed, Socket.IO does not come back by itself. */
  #retry() {
    clearTimeout(this.#again);
    const wait_ms = AGAIN_MS * (0.5 + Math.random());
    if (!this.socket.active) this.#again = setTimeout(() => this.socket.connect(), wait_ms);
  }

  #tell() {
    const state = this.state.at(Date.now());
    const refusal = state === "refused" ? this.state.refusal : null;
    const told = refusal ? `refused: ${refusal.code}` : state;
    if (told === this.#told) return;
    this.#told = told;
    document.documentElement.dataset.line = state;
    this.onState(state, refusal);
  }

  /** @param {number} now_ms */
  #beat(now_ms) {
    const late_ms = Math.abs(now_ms - this.#beat_ms - BEAT_MS);
    this.#beat_ms = now_ms;
    if (late_ms > ASLEEP_MS && document.visibilityState === "visible") this.#wake();
    const before = this.#told;
    this.#tell();
    const halfOpen = this.#told === "stale" && before !== "stale" && this.socket.connected;
    if (halfOpen) this.refresh(); // the cable is out and nobody said so
    const why = this.#whyLeave();
    if (why && this.#mayLeave()) void this.#renew(why);
  }

  /** What is shown is as old as the sleep was long. */
  #wake() {
    this.state.lost();
    this.#tell();
    this.refresh();
  }

  /** Why the page should be loaded anew, if it should. */
  #whyLeave() {
    if (this.#asked) return "asked";
    const { lacks } = this.state;
    return this.#told === "outdated" && !wasReloadedFor(lacks) ? lacks : null;
  }

  /** With the page a press would be lost that has begun meanwhile. */
  #mayLeave() {
    return !isPressed() && this.mayReload();
  }

  /** @param {string} why */
  async #renew(why) {
    if (this.#renewing) return;
    this.#renewing = true;
    if (await reload(why, () => this.#mayLeave())) return;
    if (this.#mayLeave()) this.refresh(); // if the page is gone, the server says so to the socket
    setTimeout(() => (this.#renewing = false), RELOAD_AGAIN_MS);
  }
}
