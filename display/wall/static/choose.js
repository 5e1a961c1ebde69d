/** The page of a screen that the hall does not have: somebody may choose another one, or it opens when there is one. */

import { live } from "../shared/js/live.js";
import { page, started } from "../shared/js/page.js";

live("/display", page.asked, {});
started();
