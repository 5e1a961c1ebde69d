/** A page that browsers keep whole for whoever goes back: it is asked for anew, for it would show how things stood. */

addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
