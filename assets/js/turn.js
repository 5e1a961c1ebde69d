/** What has no room at once is shown a page at a time; all screens of a hall turn together. */

const PAGE_MS = 8000; // long enough to find one's own
const ALL_MS = 20_000; // nobody looks longer for it
const LEAST_MS = 2500; // but a page must be read

/**
 * Pages of about the same size; what is larger than a page has one to itself.
 * @template T @param {T[]} all @param {number} room  what a page holds @param {(one: T) => number} [size]
 */
export function inPages(all, room, size = () => 1) {
  const total = all.reduce((sum, one) => sum + size(one), 0);
  const target = total / Math.ceil(total / room);
  const pages = [/** @type {T[]} */ ([])];
  let filled = 0;
  for (const one of all) {
    if (filled > 0 && (filled >= target || filled + size(one) > room)) {
      pages.push([]);
      filled = 0;
    }
    pages.at(-1)?.push(one);
    filled += size(one);
  }
  return pages;
}

/**
 * The page shown now, and which of how many it is: nothing to be told where there is but one.
 * @template T @param {T[][]} pages @param {Date} now
 */
export function turned(pages, now) {
  const page_ms = Math.min(PAGE_MS, Math.max(LEAST_MS, ALL_MS / pages.length));
  const at = Math.floor(now.getTime() / page_ms) % pages.length;
  return { shown: pages[at], mark: pages.length > 1 ? `${at + 1} / ${pages.length}` : "" };
}
