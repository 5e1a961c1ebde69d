/** What the gate asks of style sheets. Raw values stand in tokens.css alone; faces use meanings. */

export default {
  extends: "stylelint-config-standard",
  ignoreFiles: ["assets/vendor/**", "assets/css/fonts.css", "**/node_modules/**", ".venv/**", "var/**"],
  reportNeedlessDisables: true,
  rules: {
    "color-named": "never",
    "color-no-hex": true,
    "declaration-block-no-redundant-longhand-properties": [true, { ignoreShorthands: ["grid-template"] }],
    "declaration-no-important": true,
    "function-disallowed-list": ["rgb", "rgba", "hsl", "hsla", "hwb", "lab", "lch", "oklab", "oklch", "color"],
    "media-feature-range-notation": "prefix", // phones of 2022 do not know ranges
    "no-descending-specificity": null, // it takes different parts of a page for one
    "property-no-vendor-prefix": [true, { ignoreProperties: ["text-size-adjust", "user-select"] }], // Safari
    "unit-disallowed-list": [["px", "ms", "s"], { ignoreMediaFeatureNames: { px: [/./] } }],
  },
  overrides: [
    {
      files: ["**/tokens.css"],
      rules: {
        "color-hex-length": "long",
        "color-no-hex": null,
        "custom-property-empty-line-before": null, // blank lines part groups
        "function-disallowed-list": null,
        "unit-disallowed-list": null,
      },
    },
  ],
};
