/** The second press of a double click meets what came into the place of the first: another row, or a question's answer. */

/** Lets a double click on this page be one press; its second is nobody's. Not where there is a keypad: there "11" is two. */
export function pressOnce() {
  document.addEventListener(
    "click",
    (event) => {
      const isButton = event.target instanceof Element && event.target.closest("button") !== null;
      if (!isButton || event.detail < 2) return;
      event.stopPropagation();
      event.preventDefault(); // nor does it send a form
    },
    true,
  );
}
