/**
 * Holds the pages' scripts to their types: nothing is wrong in assets/js, and elsewhere no more than types-left says.
 * That number only falls: whoever mends something writes down the new one.
 */

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

const STRICT = "assets/js/";
const LEFT = new URL("types-left", import.meta.url);

const { stdout, stderr } = spawnSync("npx", ["tsc", "--pretty", "false"], { encoding: "utf8", shell: true });
const faults = stdout.split("\n").filter((line) => /error TS\d+/.test(line));
const strict = faults.filter((line) => line.startsWith(STRICT) || !line.includes("("));
const rest = faults.length - strict.length;
const left = Number(readFileSync(LEFT, "utf8"));

if (stderr) console.error(stderr);
if (strict.length) console.error(strict.join("\n"));
if (rest > left) console.error(`${stdout}\n${rest} wrong types, ${left} were left: see above`);
if (rest < left) console.error(`${rest} wrong types left, no longer ${left}: write ${rest} into .ci/types-left`);
process.exitCode = strict.length || rest !== left || stderr ? 1 : 0;
