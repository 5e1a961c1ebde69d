/** The receipt for a deletion: on paper, where the browser has a printer. */

import { one, started } from "../shared/js/page.js";

one("#print").addEventListener("click", () => print());
started();
