// Loads a page anew whose scripts or styles did not all arrive, and says so when that does not help. It stands in the
// page itself, since what is lost on the way is lost with the rest, and in the oldest JavaScript, for old browsers.
(function () {
  var HURRY_MS = 1500; // after a file that is known to be lost
  var PATIENCE_MS = 20000; // a slow network is no broken one
  var PLAIN_MS = 5000; // without its styles a page is plain; while it waits for them it is empty
  var TRIES = 3; // in a hurry; then it is said, and tried on without
  var page = document.documentElement;
  var tries = (history.state && history.state.tries) || 0;
  var lost = false;
  var timer = 0;
  // Without modules nothing runs, and without layers nothing has a look: page.js does not begin there either.
  var old = !("noModule" in document.createElement("script")) || !("CSSLayerBlockRule" in window);
  if (old) page.setAttribute("data-old", "");

  /** @param {number} ms */
  function lookIn(ms) {
    clearTimeout(timer);
    timer = setTimeout(look, ms);
  }

  function look() {
    var started = page.getAttribute("data-started") !== null;
    if (started && !lost && !due().length) return remember(0);
    var ask = new XMLHttpRequest(); // a window that leaves for a page which does not come never comes back
    ask.open("GET", location.href);
    ask.timeout = PATIENCE_MS;
    ask.onload = function () {
      remember(tries + 1);
      if (ask.status < 500) location.reload();
      else again();
    };
    ask.onerror = ask.ontimeout = again;
    ask.send();
  }

  /** The styles that have not come, nor are known to be lost. */
  function due() {
    var links = document.querySelectorAll("link");
    var found = [];
    for (var i = 0; i < links.length; i++) if (links[i].rel === "stylesheet" && !links[i].sheet) found.push(links[i]);
    return found;
  }

  /** Lets the page be seen, and begin, without the styles that are still due; when they come they count. */
  function goOnPlain() {
    due().forEach(function (link) {
      link.media = "print";
      link.onload = function () {
        link.media = "all";
      };
    });
  }

  function again() {
    remember(tries + 1);
    tell();
    lookIn(HURRY_MS);
  }

  function tell() {
    var words = document.getElementById("not-started");
    if (words && (tries >= TRIES || old)) words.removeAttribute("hidden");
  }

  /** Kept with the window's own history: it is there where nothing may be stored. @param {number} count */
  function remember(count) {
    if (count === tries) return;
    tries = count;
    /** @type {Record<string, unknown>} */
    var state = { tries: count };
    for (var name in history.state) if (name !== "tries") state[name] = history.state[name];
    history.replaceState(state, "");
  }

  /** @param {Event} event */
  function failed(event) {
    var name = event.target instanceof Element ? event.target.tagName : "";
    if (name !== "SCRIPT" && name !== "LINK") return;
    lost = true;
    lookIn(tries < TRIES ? HURRY_MS : PATIENCE_MS);
  }

  addEventListener("error", failed, true); // no element tells this further up
  addEventListener("DOMContentLoaded", tell);
  setTimeout(goOnPlain, PLAIN_MS);
  lookIn(page.getAttribute("data-passes") === null ? PATIENCE_MS : HURRY_MS); // web/problem.html: asked for until it is over
})();
