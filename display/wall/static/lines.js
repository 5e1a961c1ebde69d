/** Which calls a wall shows, and which of them large. */

const GONE = new Set(["waiting", "cancelled", "expired", "held"]);

/**
 * One line for each visitor, the newest call's; every call that stands, and of the rest what there is room for. First
 * what is being said, else the newest that stands: what is read large is what is heard.
 * @template {{id: number, number: string, status: string}} Call
 * @param {Call[]} calls   newest first
 * @param {number} room    how many there are to be beside the large one, where fewer stand
 * @param {number | null | undefined} saying   the id of the call that is being said
 */
export function lines(calls, room, saying) {
  const seen = new Set();
  const known = calls.filter(({ number, status }) => !GONE.has(status) && !seen.has(number) && seen.add(number));
  const said = calls.find(({ id }) => id === saying)?.number;
  const large = known.find(({ number }) => number === said) ?? known.find(({ status }) => status === "called");
  let left = room + 1 - known.filter((line) => line === large || line.status === "called").length;
  const shown = known.filter((line) => line === large || line.status === "called" || left-- > 0);
  return large ? [large, ...shown.filter((line) => line !== large)] : shown;
}
