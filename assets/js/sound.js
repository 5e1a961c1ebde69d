/** One voice per page: a queue of things to say, each a row of clips that join without a gap. */

import { pause } from "./page.js";

const LOAD_MS = 5000; // a clip that has not come by then is given up
const GRACE_S = 2; // beyond its length; then the sound device has died and a fresh one is tried
const KEPT_CLIPS = 200; // decoded clips in memory: about 200 x 100 kB
const LEAD_S = 0.06; // scheduled this far ahead, so that the first clip is not cut

/**
 * @typedef {object} Saying
 * @property {string | number} id
 * @property {(string | number)[]} clips    addresses of sounds, and pauses in seconds
 * @property {() => boolean} [wanted]       asked when its turn comes: a call that is over is not spoken
 * @property {(in_s: number) => void} [started]   told when its sound is on its way, and after how long it is heard
 */

/** @typedef {Saying & {tell: (heard: boolean) => void}} Queued */

/**
 * @typedef {object} VoiceOptions
 * @property {(id: string | number, heard: boolean) => void} [onPlayed]   told once for each saying; false if skipped or broken
 * @property {(blocked: boolean) => void} [onBlocked]                     the browser wants a touch before it makes sound
 */

/** The page's one voice. Sayings are spoken in the order given, never two at a time. */
export class Voice {
  /** @type {Queued[]} */ #queue = [];
  /** @type {Map<string, Promise<AudioBuffer>>} */ #clips = new Map();
  /** @type {AudioContext | null} */ #device = null;
  /** @type {WeakMap<AudioContext, GainNode>} */ #outs = new WeakMap();
  #speaking = false;
  #blocked = false;
  #gain = 1;
  #hush = () => {};

  /** @param {VoiceOptions} [options] */
  constructor({ onPlayed = () => {}, onBlocked = () => {} } = {}) {
    this.onPlayed = onPlayed;
    this.onBlocked = onBlocked;
    const unlock = () => this.unlock();
    for (const touch of ["pointerdown", "keydown"]) addEventListener(touch, unlock, { capture: true });
  }

  /** True while the browser wants a touch before it makes sound. */
  get blocked() {
    return this.#blocked;
  }

  /** Puts a saying at the end of the queue. @param {Saying} saying @returns {Promise<boolean>} whether it was heard */
  say(saying) {
    const told = new Promise((tell) => this.#queue.push({ ...saying, tell }));
    void this.#next();
    return told;
  }

  /** Loads clips before they are needed. A clip that cannot be had shows when it is to be said. @param {string[]} urls */
  prepare(urls) {
    this.#device ??= this.#open();
    for (const url of urls) this.#load(url).catch(() => {});
  }

  /** Ends what is being said and forgets what waits, e.g. before an emergency. */
  stop() {
    for (const saying of this.#queue.splice(0)) this.#played(saying, false);
    this.#hush();
  }

  /** @param {Queued} saying @param {boolean} heard */
  #played({ id, tell }, heard) {
    this.onPlayed(id, heard);
    tell(heard);
  }

  /** From 0 to 1, also for what is being said. @param {number} gain */
  set volume(gain) {
    this.#gain = Math.min(1, Math.max(0, gain));
    if (this.#device) this.#out(this.#device).gain.value = this.#gain;
  }

  /** Finds out whether the browser allows sound before there is something to say; `onBlocked` is told if not. */
  async ask() {
    if (!this.#speaking) await this.#allowed();
  }

  /** Called at every touch; also asks a page without sound for it, e.g. from a button. */
  async unlock() {
    await this.#device?.resume().catch(() => {}); // still refused: stays blocked and says so
    void this.#next();
  }

  async #next() {
    if (this.#speaking) return;
    this.#speaking = true;
    try {
      while (this.#queue.length > 0 && (await this.#allowed())) {
        const saying = this.#queue.shift();
        if (!saying) break; // stopped meanwhile
        this.#played(saying, await this.#speak(saying));
      }
    } finally {
      this.#speaking = false;
    }
  }

  /** Asks the browser for sound; while it says no, what is over leaves the queue so that it cannot grow. */
  async #allowed() {
    this.#device ??= this.#open();
    if (this.#device.state !== "running") await Promise.race([this.#device.resume(), pause(300)]);
    this.#block(this.#device.state !== "running");
    if (this.#blocked) this.#forgetUnwanted();
    return !this.#blocked;
  }

  #open() {
    const device = new AudioContext({ latencyHint: "playback" });
    device.onstatechange = () => {
      if (device.state === "running") this.#block(false);
      void this.#next(); // allowed later, or given back after a phone call
    };
    return device;
  }

  /** @param {boolean} blocked */
  #block(blocked) {
    if (blocked === this.#blocked) return;
    this.#blocked = blocked;
    this.onBlocked(blocked);
  }

  #forgetUnwanted() {
    const over = this.#queue.filter(({ wanted }) => wanted && !wanted());
    this.#queue = this.#queue.filter((saying) => !over.includes(saying));
    for (const saying of over) this.#played(saying, false);
  }

  /** Whether it was said to its end. A broken clip is reported and passed over, never waited for. @param {Queued} saying */
  async #speak({ id, clips, wanted = () => true, started = () => {} }) {
    if (!wanted()) return false;
    try {
      const parts = await Promise.all(clips.map((clip) => (typeof clip === "number" ? clip : this.#load(clip))));
      if (!wanted()) return false;
      return await this.#play(parts, started);
    } catch (error) {
      console.warn(`saying ${id} was not heard:`, error);
      return false;
    }
  }

  /** @param {string} url @returns {Promise<AudioBuffer>} */
  #load(url) {
    const known = this.#clips.get(url);
    if (known) return known;
    const coming = this.#fetch(url);
    this.#clips.set(url, coming);
    coming.catch(() => this.#clips.delete(url)); // the next time may fare better
    for (const oldest of this.#clips.keys()) {
      if (this.#clips.size <= KEPT_CLIPS) break;
      this.#clips.delete(oldest);
    }
    return coming;
  }

  /** @param {string} url */
  async #fetch(url) {
    const answer = await fetch(url, { signal: AbortSignal.timeout?.(LOAD_MS) });
    if (!answer.ok) throw new Error(`${url}: HTTP ${answer.status}`);
    const bytes = await answer.arrayBuffer();
    return (this.#device ??= this.#open()).decodeAudioData(bytes); // the device may have died meanwhile
  }

  /**
   * Schedules every part on the device's own clock, which is what makes the joins gapless.
   * @param {(AudioBuffer | number)[]} parts @param {(in_s: number) => void} started
   */
  async #play(parts, started) {
    const device = (this.#device ??= this.#open());
    let at_s = device.currentTime + LEAD_S;
    const sources = [];
    for (const part of parts) {
      if (typeof part !== "number") sources.push(this.#schedule(device, part, at_s));
      at_s += typeof part === "number" ? part : part.duration;
    }
    started(LEAD_S + (device.outputLatency || device.baseLatency || 0));
    const left_s = at_s - device.currentTime;
    /** @type {Promise<"hushed">} */
    const hushed = new Promise((done) => (this.#hush = () => done("hushed")));
    const ended = pause(left_s * 1000).then(() => this.#reach(device, at_s));
    const how = await Promise.race([hushed, ended]);
    for (const source of sources) source.stop();
    if (how === "dead") await this.#abandon(device);
    return how === "ended";
  }

  /** @param {AudioContext} device @param {AudioBuffer} clip @param {number} at_s */
  #schedule(device, clip, at_s) {
    const source = new AudioBufferSourceNode(device, { buffer: clip });
    source.connect(this.#out(device));
    source.start(at_s);
    return source;
  }

  /**
   * Waits until the device's clock has passed the end; a clock that stands still is a dead device.
   * @param {AudioContext} device @param {number} end_s @returns {Promise<"ended" | "dead">}
   */
  async #reach(device, end_s) {
    for (let waited_s = 0; waited_s < GRACE_S; waited_s += 0.05) {
      if (device.currentTime >= end_s) return "ended";
      await pause(50);
    }
    return "dead";
  }

  /** @param {AudioContext} device */
  async #abandon(device) {
    console.warn("the sound device stands still; the next saying tries a fresh one");
    device.onstatechange = null;
    this.#device = null;
    await device.close();
  }

  /** @param {AudioContext} device */
  #out(device) {
    const known = this.#outs.get(device);
    if (known) return known;
    const gain = new GainNode(device, { gain: this.#gain });
    gain.connect(device.destination);
    this.#outs.set(device, gain);
    return gain;
  }
}
