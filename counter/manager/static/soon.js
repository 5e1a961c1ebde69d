/** What could not be read is asked for again soon: once, however many questions came to nothing meanwhile. */

const SOON_MS = 3000;

/** Has `load` called soon each time that this is called. @param {() => unknown} load @returns {() => void} */
export function soon(load) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(load, SOON_MS);
  };
}
