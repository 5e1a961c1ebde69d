/** Notices, a page at a time: calm, and legible where a running text is not. */

import { width } from "../shared/js/room.js";

const LEAST_MS = 6000;
const READING_MS = 110; // for each character's width

/**
 * The pages of all notices, each in one language and at most `room` wide; a Chinese character is two wide.
 * @param {{text: Record<string, string>}[]} notices @param {string[]} languages @param {number} room
 * @returns {{lang: string, text: string}[]}
 */
export const pagesOf = (notices, languages, room) =>
  notices.flatMap(({ text }) =>
    languages.flatMap((lang) => cut(text[lang] ?? "", room).map((page) => ({ lang, text: page }))),
  );

/** The page shown at a time: all screens of a hall turn together. @param {{text: string}[]} pages @param {number} now_ms */
export function pageAt(pages, now_ms) {
  const lengths = pages.map(({ text }) => Math.max(LEAST_MS, width(text) * READING_MS));
  let left = now_ms % (lengths.reduce((sum, ms) => sum + ms, 0) || 1);
  return pages.find((_, i) => (left -= lengths[i]) < 0) ?? null;
}

/** Whole sentences, as many as a page holds; a longer one is cut at marks or spaces, into about the same lengths. */
function cut(text, room) {
  const pages = [];
  for (const sentence of text.trim().split(/(?<=[。！？!?；;]|[.](?=\s))/u)) {
    const joined = (pages.at(-1) ?? "") + sentence;
    if (pages.length > 0 && width(joined.trim()) <= room) pages[pages.length - 1] = joined;
    else pages.push(...(width(sentence.trim()) <= room ? [sentence] : within(sentence, room)));
  }
  return pages.map((page) => page.trim()).filter(Boolean);
}

function within(text, room) {
  const target = width(text) / Math.ceil(width(text) / (room * 0.9));
  const pages = [];
  let page = "";
  for (const piece of pieces(text.trim(), room)) {
    if (page && (width(page) >= target || width(page + piece) > room)) {
      pages.push(page.trim());
      page = "";
    }
    page += piece;
  }
  return [...pages, page.trim()].filter(Boolean);
}

/** Up to the next mark or space; a piece that no page would hold is broken anywhere. */
function* pieces(text, room) {
  for (const piece of text.match(/[^，。！？；、\s]*[，。！？；、\s]+|[^，。！？；、\s]+/gu) ?? []) {
    const chars = [...piece];
    for (let i = 0; i < chars.length; i += room / 2) yield chars.slice(i, i + room / 2).join("");
  }
}
