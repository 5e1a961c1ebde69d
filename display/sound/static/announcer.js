/** What a wall says next: pure rules over the picture it shows. Clock, memory and sound are given from outside. */

const LANGUAGE_PAUSE_S = 0.35;
const REPEAT_PAUSE_S = 0.7;
const CALL_S = 8; // about one call in two languages, chime included
const REMEMBERED = 400; // more than can be younger than the longest staleness

/**
 * @typedef {{id: number, number: string, at: string, recall: boolean, status: string, audio: string[],
 *            text: Record<string, string>}} Call
 * @typedef {{id: number, at: string, spoken?: boolean, audio: string[], text: Record<string, string>}} Notice
 * @typedef {{calls: Call[], notices: Notice[], emergency: Notice | null}} Board
 * @typedef {{spoken: {has: (key: string) => boolean}, now_ms: number, stale_ms: number, repeats: number}} Moment
 *   `now_ms` is the server's time: what hangs in the hall may have any
 * @typedef {{kind: "emergency" | "call" | "notice", key: string, subject: Call | Notice,
 *            clips: (string | number)[]}} Announcement
 */

/** What is to be said now, or null. An emergency silences all else. @param {Board} board @param {Moment} moment */
export function next(board, moment) {
  if (board.emergency) return emergency(board.emergency);
  const calls = pending(board, moment);
  if (calls.length > 0) return announce(calls[0], timesEach(calls.length, moment));
  const notice = board.notices.find((one) => one.spoken && isFresh(one, "notice", moment));
  return notice ? { kind: "notice", key: keyOf("notice", notice), subject: notice, clips: notice.audio } : null;
}

/** The calls still to be said: first calls in the order of call, after them recalls. @returns {Call[]} */
export function pending({ calls }, moment) {
  const due = calls.filter((call) => call.status === "called" && isFresh(call, "call", moment));
  return due.sort((a, b) => Number(a.recall) - Number(b.recall) || a.id - b.id);
}

/** The calls that were due and are not any more, though nobody said them. @param {Call[]} before @param {Call[]} due @returns {Call[]} */
export function unsaid(before, due, { spoken }) {
  const known = new Set(due.map((call) => keyOf("call", call)));
  return before.filter((call) => !known.has(keyOf("call", call)) && !spoken.has(keyOf("call", call)));
}

/** Whether what was announced still stands in a later picture. @param {Board | null} board @param {Announcement} said */
export function stands(board, { kind, subject }, { now_ms, stale_ms }) {
  if (kind === "emergency") return board?.emergency?.id === subject.id;
  if (!board || board.emergency) return false;
  const young = now_ms - Date.parse(subject.at) <= stale_ms;
  if (kind === "notice") return young && board.notices.some(({ id }) => id === subject.id);
  return young && board.calls.some(({ id, status }) => id === subject.id && status === "called");
}

/** One call, so many times; between its languages and its repeats the voice takes breath. */
function announce(call, times) {
  const parts = call.number.length - 1; // each letter, each digit before the last three, those three, the counter
  const once = [];
  for (let i = 0; i < call.audio.length; i += parts) {
    if (i > 0) once.push(LANGUAGE_PAUSE_S);
    once.push(...call.audio.slice(i, i + parts));
  }
  const clips = Array.from({ length: times }, (_, i) => (i > 0 ? [REPEAT_PAUSE_S, ...once] : once)).flat();
  return { kind: "call", key: keyOf("call", call), subject: call, clips };
}

const emergency = (one) => ({ kind: "emergency", key: keyOf("emergency", one), subject: one, clips: one.audio });

/** Repeats are given up while they would make others too old to be said at all. */
const timesEach = (waiting, { repeats, stale_ms }) => (waiting * repeats * CALL_S * 1000 > stale_ms ? 1 : repeats);

const isFresh = (one, kind, { spoken, now_ms, stale_ms }) =>
  now_ms - Date.parse(one.at) <= stale_ms && !spoken.has(keyOf(kind, one));

/** The time belongs to it: a hall set up anew counts from the beginning. */
export const keyOf = (kind, { id, at }) => `${kind} ${id} ${at}`;

/** What was said, kept over reloads and power cuts. */
export class Spoken {
  /** @param {{getItem: (key: string) => string | null, setItem: (key: string, value: string) => void}} storage @param {string} name */
  constructor(storage, name) {
    this.storage = storage;
    this.name = name;
  }

  has(key) {
    return this.#read().includes(key);
  }

  add(key) {
    const kept = this.#read().filter((known) => known !== key);
    this.storage.setItem(this.name, JSON.stringify([...kept, key].slice(-REMEMBERED)));
  }

  /** Read each time: another window of this computer may speak for the same zone. @returns {string[]} */
  #read() {
    try {
      const kept = JSON.parse(this.storage.getItem(this.name) ?? "[]");
      return Array.isArray(kept) ? kept : [];
    } catch {
      return []; // a power cut in the middle of writing; stale calls stay unsaid by their age
    }
  }
}
