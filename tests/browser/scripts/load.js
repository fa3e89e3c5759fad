// Runs files of the theme that need no page, as a page would run them: one after the other, with `diglot` to share.
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

const THEME = path.join(__dirname, "../../../themes/default");

// Gives back the `diglot` that the files have filled. Names are those below `themes/default`.
function load(...names) {
  const diglot = {};
  for (const name of names) {
    const filename = path.join(THEME, name);
    vm.compileFunction(`"use strict";${fs.readFileSync(filename, "utf8")}`, ["diglot"], { filename })(diglot);
  }
  return diglot;
}

// What the search is made of, in the order in which a page runs it.
const SEARCH = ["fold", "variants", "query", "pinyin", "score", "misspelt", "sentence", "search"].map((name) => `web/js/pure/${name}.js`);

module.exports = { load, SEARCH, THEME };
