// Gives every file of a built website to the Nu HTML checker: pages, styles and pictures, in one run of Java.
//
//   node validity.js FOLDER      FOLDER is what `diglot build` made: it holds `site/`
//
// Prints what the checker finds. The exit code is 1 when it finds anything but what is explained below.
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const { spawnSync } = require("node:child_process");

// What the checker says for a reason that is no fault of the page.
const EXPECTED = [
  // The markup of texts is XML as well, so that EPUB can take it: `<br/>`.
  "Trailing slash on void elements.*",
  // The checker takes a page to have no origin, so nothing is `'self'` to it.
  "Resource violates Content Security Policy.*",
  // Container queries are newer than its table of CSS.
  "CSS: .container-type.: Property .container-type. doesn.t exist.*",
  "CSS: Unrecognized at-rule .@container.*",
];

const folder = process.argv[2];
if (!folder || !fs.existsSync(path.join(folder, "site"))) {
  console.log("usage: node validity.js FOLDER, the folder that holds site/");
  process.exit(2);
}
const sites = fs.readdirSync(folder).filter((name) => name.startsWith("site"));
const run = spawnSync(
  "java",
  [
    "-Dfile.encoding=UTF-8",
    "-jar",
    path.join(__dirname, "node_modules/vnu-jar/build/dist/vnu.jar"),
    ...["--skip-non-html", "--also-check-css", "--also-check-svg", "--no-langdetect", "--stdout", "--format", "gnu"],
    ...["--filterpattern", `(${EXPECTED.join("|")})`],
    ...sites,
  ],
  { cwd: folder, encoding: "utf8", maxBuffer: 1 << 28 },
);
if (run.error) {
  console.log(`java: ${run.error.message}; \`tests/run\` installs it`);
  process.exit(2);
}
const found = (run.stdout + run.stderr).split("\n").filter((line) => line.trim() !== "");
for (const line of found) console.log(line);
console.log(`${found.length} messages`);
process.exitCode = found.length === 0 && run.status === 0 ? 0 : 1;
