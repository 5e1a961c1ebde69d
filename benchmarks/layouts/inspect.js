/** What is wrong with a page as it stands: targets and texts that are covered, cut, too small, or out of sight with no key to them. */

(() => {
  const SLACK_PX = 1.5; // edges fall between pixels
  const MOST_STOPS = 400;
  const TARGETS = "button:not(:disabled), a[href], input:not([type=hidden]), select, textarea, label.tick";
  const PLATES = ".tile, .button, .badge, .banner, .card, .slip, .call, .choice > *, .emergency";
  const OVER = "dialog[open], .emergency, .refused";
  const LEAST_NAME = 0.85; // of the words above: a hundred characters beside a hall's long name
  const LEAST_PICTURE = 0.1; // of the screen
  const GLYPHS = { above: 0.28, below: 0.17 }; // of the letters' size: what a line's box has beside its characters

  /** @typedef {{left: number, top: number, right: number, bottom: number}} Box */
  /** @typedef {{least_px: number, longer: boolean}} How   `longer`: the page may be longer than the screen, as phones are used to */

  /** @type {Set<string>} */ let faults = new Set();
  /** @type {How} */ let how = { least_px: 24, longer: false };

  /** @param {string} kind @param {Element} one @param {string} [more] */
  function fault(kind, one, more = "") {
    const { act, service, key, guide, scroll } = /** @type {HTMLElement} */ (one).dataset;
    const name = act ?? service ?? key ?? guide ?? scroll ?? one.getAttribute("class") ?? one.tagName.toLowerCase();
    faults.add(
      `${kind}: ${name} "${(one.textContent ?? "").trim().replaceAll(/\s+/g, " ").slice(0, 24)}" ${more}`.trim(),
    );
  }

  /** @param {Box} a @param {Box} b @param {number} [slack_px] */
  const inside = (a, b, slack_px = SLACK_PX) =>
    a.left >= b.left - slack_px &&
    a.right <= b.right + slack_px &&
    a.top >= b.top - slack_px &&
    a.bottom <= b.bottom + slack_px;

  /** @param {Box} a @param {Box} b @param {number} by_px */
  const overlap = (a, b, by_px) =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > by_px &&
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > by_px;

  const isSeen = (/** @type {Element} */ one) =>
    one.checkVisibility({ opacityProperty: true, visibilityProperty: true });

  /** @param {Element} one @returns {Box} inside its border */
  function within(one) {
    const { left, top } = one.getBoundingClientRect();
    const x = left + one.clientLeft;
    const y = top + one.clientTop;
    return { left: x, top: y, right: x + one.clientWidth, bottom: y + one.clientHeight };
  }

  /**
   * Whether a box can be seen wholly, or is scrolled away in a part with keys to it ("away"), or is cut.
   * @param {Box} box @param {Element} one   what it belongs to @returns {"whole" | "away" | "cut"}
   */
  function fate(box, one) {
    for (
      let around = /** @type {Element | null} */ (one);
      around && around !== document.body;
      around = around.parentElement
    ) {
      const { overflowX, overflowY, position } = getComputedStyle(around);
      if (overflowX !== "visible" || overflowY !== "visible") {
        const room = within(around);
        const beside = { ...room, top: -Infinity, bottom: Infinity };
        if (!inside(box, beside) && overflowX !== "visible") return "cut";
        if (!inside(box, room) && overflowY !== "visible") return around.matches("[data-scrolling]") ? "away" : "cut";
      }
      if (position === "fixed") break;
    }
    const screen = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
    if (how.longer) Object.assign(screen, { top: -Infinity, bottom: Infinity });
    return inside(box, screen) ? "whole" : "cut";
  }

  /** @param {Element} target @param {Box} box */
  function isTouched(target, { left, top, right, bottom }) {
    const at = (/** @type {number} */ x, /** @type {number} */ y) =>
      document.elementFromPoint(left + (right - left) * x, top + (bottom - top) * y);
    return [at(0.5, 0.5), at(0.15, 0.2), at(0.85, 0.2), at(0.15, 0.8), at(0.85, 0.8)].every(
      (hit) => hit && target.contains(hit),
    );
  }

  /** Whether enough of it is seen to be touched as the page stands. @param {Element} target */
  function isInSight(target) {
    const { left, top, width } = target.getBoundingClientRect();
    const at = (/** @type {number} */ down_px) => document.elementFromPoint(left + width / 2, top + down_px);
    return target.contains(at(2)) && target.contains(at(how.least_px));
  }

  /** @param {ParentNode} around @param {Set<Node>} seen @param {Map<Node, Element>} away */
  function lookAtTargets(around, seen, away) {
    const targets = [...around.querySelectorAll(TARGETS)]
      .filter(isSeen)
      .filter((one) => !one.closest("label")?.matches(".tick") || one.matches(".tick"));
    const boxes = targets.map((one) => one.getBoundingClientRect());
    targets.forEach((target, i) => {
      const box = boxes[i];
      if (Math.min(box.width, box.height) < how.least_px - 0.5) {
        fault("small", target, `${Math.round(box.width)}×${Math.round(box.height)}`);
      }
      const now = fate(box, target.parentElement ?? target);
      if (now === "cut") {
        fault("cut", target);
        return;
      }
      if (now === "away") {
        if (!seen.has(target)) away.set(target, target);
        return;
      }
      if (how.longer) target.scrollIntoView({ block: "center" });
      if (!isTouched(target, how.longer ? target.getBoundingClientRect() : box)) fault("covered", target);
      if (
        boxes.some(
          (other, j) => j > i && overlap(box, other, 1) && !targets[j].contains(target) && !target.contains(targets[j]),
        )
      ) {
        fault("overlaps", target);
      }
      seen.add(target);
      away.delete(target);
    });
  }

  /** @param {Text} text @returns {Box[]} where its characters are */
  function linesOf(text) {
    const range = document.createRange();
    range.selectNodeContents(text);
    const size_px = Number.parseFloat(getComputedStyle(/** @type {Element} */ (text.parentElement)).fontSize);
    return [...range.getClientRects()]
      .filter(({ width, height }) => width > 1 && height > 1)
      .map(({ left, right, top, bottom }) => ({
        left,
        right,
        top: top + GLYPHS.above * size_px,
        bottom: bottom - GLYPHS.below * size_px,
      }));
  }

  /** @param {Node} around */
  function* textsIn(around) {
    const walk = document.createTreeWalker(around, NodeFilter.SHOW_TEXT);
    for (let text = walk.nextNode(); text; text = walk.nextNode()) {
      const parent = text.parentElement;
      if (!parent || !text.nodeValue?.trim() || parent.closest("script, style, noscript, option, .only-heard")) {
        continue;
      }
      if (isSeen(parent)) yield { text: /** @type {Text} */ (text), parent };
    }
  }

  /** @param {Node} around @param {Set<Node>} seen @param {Map<Node, Element>} away */
  function lookAtTexts(around, seen, away) {
    /** @type {{line: Box, parent: Element}[]} */
    const lines = [];
    for (const { text, parent } of textsIn(around)) {
      const own = linesOf(text);
      const fates = own.map((line) => fate(line, parent));
      if (fates.includes("cut")) fault("text cut", parent);
      if (!fates.includes("away")) {
        seen.add(text);
        away.delete(text);
      } else if (!seen.has(text)) away.set(text, parent);
      const plate = parent.closest(PLATES)?.getBoundingClientRect();
      const whole = own.filter((_, i) => fates[i] === "whole");
      if (plate && whole.some((line) => !inside(line, plate, 2))) fault("text outside its plate", parent);
      if (!how.longer && whole.some((line) => isCovered(line, parent))) fault("text covered", parent);
      lines.push(...whole.map((line) => ({ line, parent })));
    }
    lines.forEach(({ line, parent }, i) => {
      const over = lines.slice(i + 1).find((other) => overlap(line, other.line, 2));
      if (over) fault("texts overlap", parent, `and "${over.parent.textContent?.trim().slice(0, 24)}"`);
    });
  }

  /** @param {Box} line @param {Element} parent */
  function isCovered({ left, right, top, bottom }, parent) {
    const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    for (let over = hit; over && !over.contains(parent) && !parent.contains(over); over = over.parentElement) {
      if (isOpaque(over)) return true;
    }
    return false;
  }

  /** @param {Element} one */
  function isOpaque(one) {
    const { backgroundColor, backgroundImage } = getComputedStyle(one);
    const clear = backgroundColor === "transparent" || /, 0\)$|\/ 0\)$/.test(backgroundColor);
    return !clear || backgroundImage !== "none" || one.matches("img, video");
  }

  /** Parts that scroll without keys that are seen. @param {ParentNode} around */
  function lookAtScrollers(around) {
    for (const one of around.querySelectorAll("*")) {
      const { overflowX, overflowY } = getComputedStyle(one);
      const scrolls = (/** @type {string} */ overflow) => ["auto", "scroll"].includes(overflow);
      const wide = scrolls(overflowX) && one.scrollWidth > one.clientWidth + 1;
      const long = scrolls(overflowY) && one.scrollHeight > one.clientHeight + 1;
      if (isSeen(one) && (wide || (long && !one.matches("[data-scrolling]")))) fault("scrolls unseen", one);
    }
  }

  /** What a wall is for: where to go, read from afar, and its pictures. */
  function lookAtWall() {
    const size_px = (/** @type {Element} */ one) => Number.parseFloat(getComputedStyle(one).fontSize);
    const [lead, name] = [".where-lead", ".where strong > span"].map((one) => document.querySelector(one));
    if (lead && name && size_px(name) < LEAST_NAME * size_px(lead)) {
      fault("name smaller than the words above", name, `${size_px(name)} < ${size_px(lead)}`);
    }
    const newest = document.querySelector(".newest")?.getBoundingClientRect();
    const place = document.querySelector(".now")?.getBoundingClientRect();
    if (newest && place && !inside(newest, place)) fault("out of its place", /** @type {Element} */ (lead));
    const picture = document.querySelector(".media :is(img, video)");
    if (!picture || document.querySelector("[data-burst]")) return;
    const { width, height } = picture.getBoundingClientRect();
    if (fate(picture.getBoundingClientRect(), picture) !== "whole") fault("picture cut", picture);
    if (width * height < LEAST_PICTURE * innerWidth * innerHeight) {
      fault("picture small", picture, `${Math.round(width)}×${Math.round(height)}`);
    }
  }

  /** @param {How} asked @returns {string[]} */
  function inspect(asked) {
    faults = new Set();
    how = asked;
    for (const one of document.querySelectorAll("[inert]")) /** @type {HTMLElement} */ (one).inert = false;
    const around = document.querySelector(OVER) ?? document.body;
    const seen = new Set();
    const away = new Map();
    const keyFor = (/** @type {string} */ way) =>
      [...around.querySelectorAll(`[data-scroll="${way}"]:not(:disabled)`)].find(isSeen);
    for (let n = 0; n < MOST_STOPS && keyFor("up"); n += 1) /** @type {HTMLElement} */ (keyFor("up")).click();
    for (let stop = 0; stop < MOST_STOPS; stop += 1) {
      lookAtTargets(around, seen, away);
      lookAtTexts(around, seen, away);
      if (stop === 0) {
        if (!how.longer) lookAtScrollers(around);
        lookAtWall();
        if (document.documentElement.scrollWidth > innerWidth + 1) {
          fault("wider than the screen", document.documentElement);
        }
        const tiles = document.querySelector(".pad") ? [] : [...document.querySelectorAll(".tile")];
        if (tiles.length && !tiles.some(isInSight)) fault("nothing to touch at first sight", document.body);
      }
      const down = keyFor("down");
      if (!down) break;
      /** @type {HTMLElement} */ (down).click();
    }
    for (const one of away.values()) fault("never seen whole", one);
    scrollTo(0, 0);
    return [...faults];
  }

  Object.assign(window, { inspect });
})();
