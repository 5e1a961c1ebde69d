/** A page that is told: one Socket.IO connection, whole pictures, and the truth about how fresh they are. */

import { io } from "../vendor/socket.io-client/socket.io.esm.min.js";
import { page } from "./page.js";

const BEAT_MS = 250; // how often the page looks at its clock
const ASLEEP_MS = 4000; // a beat this late means the tab was frozen or the clock was set
const AGAIN_MS = 1000; // a refused connection is tried again after 0.5 to 1.5 times this
const RELOAD_EVERY_MS = 60_000; // two servers with different assets must not make a page spin

/** @typedef {"live" | "stale"} State */
/** @typedef {object | (() => object)} Auth   a function is asked again at every connection */
/** @typedef {Record<string, (picture: any) => void>} Handlers   by event */
/** @typedef {{digest?: string, epoch: string, time: string}} Hello   what the server greets every connection with */

/**
 * @typedef {object} LiveOptions
 * @property {(state: State) => void} [onState]   told at every change
 * @property {number} [staleAfter_ms]           silence before the picture counts as stale
 * @property {() => boolean} [mayReload]        false while a visitor is in the middle of something
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
  #fresh = newerPictures();
  #contact_ms = Date.now();
  #beat_ms = Date.now();
  /** @type {State | null} */ #state = null;
  #offset_ms = 0;
  #again = 0;
  #outdated = false;
  #timer = 0;

  /** @param {string} namespace @param {Auth} auth @param {Handlers} handlers @param {LiveOptions} [options] */
  constructor(namespace, auth, handlers, { onState = () => {}, staleAfter_ms = 5000, mayReload = () => true } = {}) {
    this.onState = onState;
    this.staleAfter_ms = staleAfter_ms;
    this.mayReload = mayReload;
    this.socket = io(namespace, {
      auth: typeof auth === "function" ? (/** @type {(auth: object) => void} */ give) => give(auth()) : auth,
      transports: ["websocket"],
      reconnectionDelay: 300,
      reconnectionDelayMax: 1500,
      randomizationFactor: 0.5,
      timeout: 2000,
      forceNew: true,
    });
    this.#listen(handlers);
    this.#timer = setInterval(() => this.#beat(Date.now()), BEAT_MS);
  }

  stop() {
    clearInterval(this.#timer);
    clearTimeout(this.#again);
    this.socket.disconnect();
  }

  /** Asks for a fresh picture by connecting anew. The engine is closed, not the socket: then it comes back by itself. */
  refresh() {
    if (this.socket.connected) this.socket.io.engine.close();
    else this.#retry();
  }

  /** The device itself says that it has no network: nobody need wait for the silence. */
  lost() {
    this.#tell("stale");
  }

  now() {
    return new Date(Date.now() + this.#offset_ms);
  }

  /** @param {Handlers} handlers */
  #listen(handlers) {
    const { socket } = this;
    socket.on("connect", () => this.#heard());
    socket.io.on("ping", () => this.#heard());
    socket.on("connect_error", () => this.#retry());
    socket.on("disconnect", () => this.#retry());
    socket.on("hello", (hello) => this.#greeted(hello));
    for (const [event, show] of Object.entries(handlers)) {
      socket.on(event, (picture) => {
        this.#heard();
        if (this.#fresh.accepts(event, picture)) show(picture);
      });
    }
  }

  #heard() {
    this.#contact_ms = Date.now();
    if (this.socket.connected) this.#tell("live");
  }

  /** @param {Hello} hello */
  #greeted({ digest, epoch, time }) {
    this.#heard();
    this.#fresh.epoch(epoch);
    this.#offset_ms = Date.parse(time) - Date.now() || 0;
    this.#outdated = Boolean(digest) && digest !== page.digest;
  }

  /** @param {State} state */
  #tell(state) {
    if (state !== this.#state) this.onState((this.#state = state));
  }

  /** Where the server itself refused or closed, Socket.IO gives up; a screen in a hall does not. */
  #retry() {
    clearTimeout(this.#again);
    const wait_ms = AGAIN_MS * (0.5 + Math.random());
    if (!this.socket.active) this.#again = setTimeout(() => this.socket.connect(), wait_ms);
  }

  /** @param {number} now_ms */
  #beat(now_ms) {
    const late_ms = Math.abs(now_ms - this.#beat_ms - BEAT_MS);
    this.#beat_ms = now_ms;
    if (late_ms > ASLEEP_MS && document.visibilityState === "visible") this.#wake();
    if (now_ms - this.#contact_ms > this.staleAfter_ms) this.#silent();
    if (this.#outdated && this.mayReload()) reload(now_ms);
  }

  #wake() {
    this.#contact_ms = 0; // what is shown is as old as the sleep was long
    this.refresh();
  }

  #silent() {
    const halfOpen = this.#state === "live" && this.socket.connected; // the cable is out and nobody said so
    this.#tell("stale");
    if (halfOpen) this.refresh();
  }
}

/** Lets a picture through unless a newer one of the same server's life was shown; the same one again is harmless. */
export function newerPictures() {
  /** @type {Map<string, number>} */
  const shown = new Map();
  /** @type {string | undefined} */
  let life;
  const epoch = (/** @type {string | undefined} */ next) => {
    if (next === undefined || next === life) return;
    life = next;
    shown.clear();
  };
  const accepts = (/** @type {string} */ event, /** @type {any} */ picture) => {
    epoch(picture?.epoch);
    const version = picture?.version;
    if (typeof version !== "number") return true;
    if (version < (shown.get(event) ?? -Infinity)) return false;
    shown.set(event, version);
    return true;
  };
  return { epoch, accepts };
}

/** @param {number} now */
function reload(now) {
  const last = Number(sessionStorage.getItem("reloaded_at"));
  if (Math.abs(now - last) < RELOAD_EVERY_MS) return;
  sessionStorage.setItem("reloaded_at", String(now));
  location.reload();
}
