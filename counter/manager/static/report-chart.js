/** A chart of figures, point after point. Its table tells the same; the arrow keys, or a pointer, read it point by point. */

import { t } from "../shared/js/page.js";
import { html, nothing } from "../shared/js/view.js";
import uPlot from "../shared/vendor/uplot/uPlot.esm.js";

/** @typedef {{name: string, values: (number | null)[]}} Series   what is not there leaves a gap */
/**
 * @typedef {object} Drawn
 * @property {string} title
 * @property {"bars" | "lines"} kind
 * @property {boolean} durations                  whether the values are seconds
 * @property {string[]} labels                    of the points
 * @property {Series[]} series                    one or two
 * @property {(value: number) => string} told     a value in words
 */

const HEIGHT_PX = 260;
const WIDE_PX = 12; // a Chinese letter of a label below the axis, and any other: what has no room is cut, and read out whole
const NARROW_PX = 7;
const LABEL_PX = 84;
const WIDEST_BAR_PX = 44;
const STEPS = [
  0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000,
];
const STEPS_S = [1, 5, 10, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14_400, 36_000];
const COLOURS = ["--action", "--call"];
const DASHES = [[], [6, 4]]; // told apart without colours, too

export class Chart {
  /** @type {uPlot | null} */ #plot = null;
  /** @type {Drawn | null} */ #drawn = null;
  #at = -1;
  #host = document.createElement("div");

  /** @param {() => void} redraw */
  constructor(redraw) {
    this.redraw = redraw;
    this.#host.className = "chart-plot";
    new ResizeObserver(() => this.#plot?.setSize(this.#size())).observe(this.#host);
  }

  /** Draws anew. @param {Drawn} drawn */
  show(drawn) {
    this.#drawn = drawn;
    this.#at = -1;
    this.#plot?.destroy();
    const points = drawn.labels.map((_, index) => index);
    const data = /** @type {uPlot.AlignedData} */ ([points, ...drawn.series.map(({ values }) => values)]);
    this.#plot = new uPlot(this.#options(drawn), data, this.#host);
  }

  draw() {
    const drawn = this.#drawn;
    if (!drawn) return nothing;
    return html`<figure
      class="chart"
      role="group"
      tabindex="0"
      aria-label="${drawn.title}. ${t("statistics.chart_how")}"
      @keydown=${(/** @type {KeyboardEvent} */ event) => this.#pressed(event)}
    >
      <figcaption class="chart-head">
        <strong>${drawn.title}</strong>
        ${drawn.series.map(({ name }, index) => html`<span class="series is-${index} is-${drawn.kind}">${name}</span>`)}
      </figcaption>
      ${this.#host}
      <p class="chart-point" role="status">${this.#point(drawn)}</p>
    </figure>`;
  }

  /** @param {Drawn} drawn */
  #point({ labels, series, told }) {
    if (this.#at < 0) return t("statistics.chart_how");
    const values = series.map(({ name, values: all }) => `${name} ${said(all[this.#at], told)}`).join("  ");
    return t("statistics.chart_point", { label: labels[this.#at], values });
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    const last = (this.#drawn?.labels.length ?? 0) - 1;
    const to = { ArrowRight: this.#at + 1, ArrowLeft: this.#at - 1, Home: 0, End: last }[event.key];
    if (to === undefined || last < 0) return;
    event.preventDefault();
    const at = Math.min(Math.max(to, 0), last);
    this.#plot?.setCursor({ left: this.#plot.valToPos(at, "x"), top: 0 });
    this.#read(at);
  }

  /** @param {number} at */
  #read(at) {
    if (at === this.#at) return;
    this.#at = at;
    this.redraw();
  }

  #size() {
    return { width: Math.max(1, this.#host.clientWidth), height: HEIGHT_PX };
  }

  /** @param {Drawn} drawn @returns {uPlot.Options} */
  #options({ kind, durations, labels, series, told }) {
    const style = getComputedStyle(document.documentElement);
    const colour = (/** @type {string} */ name) => style.getPropertyValue(name);
    const axis = { stroke: colour("--text-soft"), font: `12px ${colour("--font")}`, ticks: { show: false } };
    return {
      ...this.#size(),
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false } },
      scales: {
        x: { time: false, range: [-0.6, Math.max(labels.length, 1) - 0.4] },
        y: {
          range: (/** @type {unknown} */ _, /** @type {unknown} */ __, /** @type {number} */ most) => [
            0,
            most > 0 ? most * 1.08 : 1,
          ],
        },
      },
      axes: [
        {
          ...axis,
          grid: { show: false },
          space: LABEL_PX,
          incrs: [1, 2, 5, 10, 20, 30, 60, 100],
          values: (
            /** @type {unknown} */ _,
            /** @type {number[]} */ splits,
            /** @type {unknown} */ __,
            /** @type {number} */ room,
          ) => splits.map((at) => short(labels[at] ?? "", room)),
        },
        {
          ...axis,
          size: 64,
          grid: { stroke: colour("--line") },
          incrs: durations ? STEPS_S : STEPS,
          values: (/** @type {unknown} */ _, /** @type {number[]} */ splits) => splits.map(told),
        },
      ],
      series: [
        {},
        ...series.map((_, index) => ({
          stroke: colour(COLOURS[index]),
          ...(kind === "bars" ? bars(index, series.length, colour(COLOURS[index])) : line(index)),
        })),
      ],
      hooks: {
        setCursor: [(/** @type {any} */ { cursor }) => typeof cursor.idx === "number" && this.#read(cursor.idx)],
      },
    };
  }
}

/** @param {number} index @param {number} count @param {string} fill */
const bars = (index, count, fill) => ({
  fill,
  width: 0,
  points: { show: false },
  paths: uPlot.paths.bars?.({
    size: [0.7 / count, WIDEST_BAR_PX],
    align: count === 1 ? 0 : /** @type {-1 | 1} */ (index === 0 ? -1 : 1),
  }),
});

/** @param {number} index */
const line = (index) => ({ width: 2, dash: DASHES[index], points: { size: 5 } });

/** As much of a label as there is room for. @param {string} label @param {number} room in pixels */
function short(label, room) {
  let width = 0;
  for (const [at, letter] of [...label].entries()) {
    width += letter >= "\u2e80" ? WIDE_PX : NARROW_PX;
    if (width > room) return `${[...label].slice(0, Math.max(at - 1, 1)).join("")}…`;
  }
  return label;
}

/** @param {number | null | undefined} value @param {(value: number) => string} told */
const said = (value, told) => (value === null || value === undefined ? "–" : told(value));
