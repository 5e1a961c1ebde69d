/** What a code means that was scanned or typed, told by its shape. What is none of ours is not shown, kept or asked for. */

/** @typedef {"ticket" | "receipt" | "notice" | "appointment" | "case" | "number"} Kind */
/** @typedef {{kind: Kind, code: string}} Meaning   `code` is what to ask the server for */

/** @type {Record<string, Kind>} */
const PAGES = { t: "ticket", c: "receipt", n: "notice", a: "appointment" };
const ADDRESS = /\/([tcna])\/([\w-]{22,64})(?![\w-])/;
const DAY = "20\\d\\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])";
/** @type {[Kind, RegExp][]} without what stands between, in capitals */
const NUMBERS = [
  ["case", new RegExp(`^B?${DAY}\\d{3,6}$`)],
  ["notice", new RegExp(`^N${DAY}\\d{3,6}$`)],
  ["number", /^(?=.{2,9}$)[A-Z01]{1,3}[0-9OIL!@#$%^&*()]{1,6}$/], // the server knows what looks alike
];

/** The meaning, or null if it is none of ours. @param {string} text @returns {Meaning | null} */
export function meaning(text) {
  const plain = text.normalize("NFKC").replaceAll("——", "_").replaceAll("、", "/");
  const [, page, token] = ADDRESS.exec(plain) ?? ADDRESS.exec(swapCase(plain)) ?? [];
  if (page) return { kind: PAGES[page], code: token };
  const bare = plain.toUpperCase().replace(/[\s\p{Pd}_.,·・\u200b]+|[号號]\s*$/gu, "");
  const found = NUMBERS.find(([, shape]) => shape.test(bare));
  return found ? { kind: found[0], code: bare } : null;
}

/** Whether it is an address of ours, which nobody types: it is complete as soon as it is there. @param {string} text */
export const isScanned = (text) =>
  ["ticket", "receipt", "appointment"].includes(meaning(text)?.kind ?? "") || /\/n\//.test(text);

/** With Caps Lock on, a scanner exchanges capitals and small letters. @param {string} text */
const swapCase = (text) =>
  [...text].map((sign) => (sign === sign.toLowerCase() ? sign.toUpperCase() : sign.toLowerCase())).join("");
