/** What the gate asks of scripts beside their types, which `tsc` checks. */

import js from "@eslint/js";
import globals from "globals";
import ts from "typescript-eslint";

const OLD = "assets/js/watchdog.js"; // what old browsers read too
const OF_THE_CLOCK = ["assets/js/{live,press,reload}.js"]; // which look out for a clock that was set

export default [
  { ignores: ["assets/vendor/", "var/", ".venv/"] },
  js.configs.recommended,
  {
    languageOptions: { ecmaVersion: 2022, sourceType: "module", globals: globals.browser },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "array-callback-return": "error",
      curly: ["error", "multi-line"],
      "default-case-last": "error",
      "dot-notation": "error",
      eqeqeq: "error",
      "no-console": ["error", { allow: ["warn", "error"] }],
      "no-duplicate-imports": "error",
      "no-else-return": "error",
      "no-eval": "error",
      "no-implicit-coercion": "error",
      "no-implied-eval": "error",
      "no-param-reassign": "error",
      "no-restricted-properties": [
        "error",
        { property: "innerHTML", message: "Text put in through lit-html cannot become markup." },
        { property: "outerHTML", message: "Text put in through lit-html cannot become markup." },
        { property: "insertAdjacentHTML", message: "Text put in through lit-html cannot become markup." },
      ],
      "no-self-compare": "error",
      "no-shadow": "error",
      "no-template-curly-in-string": "error",
      "no-unmodified-loop-condition": "error",
      "no-unreachable-loop": "error",
      "no-unused-expressions": "error",
      "no-unused-vars": ["error", { caughtErrors: "all" }],
      "no-use-before-define": ["error", { functions: false, classes: false, variables: false }],
      "no-useless-rename": "error",
      "no-useless-return": "error",
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-const": "error",
      "prefer-object-has-own": "error",
      "prefer-promise-reject-errors": "error",
      "prefer-template": "error",
      radix: "error",
    },
  },
  {
    files: ["{assets,counter,display,kiosk}/**/*.js"],
    ignores: [OLD],
    plugins: { ts: ts.plugin },
    languageOptions: { parser: ts.parser, parserOptions: { projectService: true } },
    rules: {
      "ts/no-floating-promises": "error",
      "ts/no-misused-promises": ["error", { checksVoidReturn: false }],
      "ts/only-throw-error": "error",
    },
  },
  {
    files: ["{assets,counter,display,kiosk}/**/*.js"],
    ignores: OF_THE_CLOCK,
    rules: {
      "no-restricted-syntax": [
        "error",
        {
          selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
          message: "A clock is set: how long something takes is told by performance.now().",
        },
      ],
    },
  },
  { files: ["kiosk/touchscreen/static/offline.js"], languageOptions: { globals: globals.serviceworker } },
  {
    files: [OLD],
    languageOptions: { ecmaVersion: 5, sourceType: "script" },
    rules: { "no-var": "off", "object-shorthand": "off", "prefer-template": "off" },
  },
  { files: ["**/*.mjs", "*.config.js"], languageOptions: { globals: globals.node } },
];
