// Every script of the theme is ECMAScript 2019, which browsers know since then.
"use strict";

const assert = require("node:assert/strict");
const fs = require("node:fs");
const path = require("node:path");
const { test } = require("node:test");
const acorn = require("acorn");
const { THEME } = require("./load.js");

const scripts = ["web/js", "lms", "preview"].flatMap((folder) =>
  fs
    .readdirSync(path.join(THEME, folder), { recursive: true })
    .filter((name) => name.endsWith(".js"))
    .map((name) => path.join(folder, name)),
);

test("there are scripts", () => assert.ok(scripts.length > 30, scripts.join(" ")));

for (const name of scripts) {
  test(name, () => {
    const text = fs.readFileSync(path.join(THEME, name), "utf8");
    const tokens = [];
    acorn.parse(text, { ecmaVersion: 2019, sourceType: "script", onToken: tokens });
    // A build takes the room before lines away, and would take it out of such a text, too.
    const long = tokens.map(({ start, end }) => text.slice(start, end)).filter((token) => token.includes("\n"));
    assert.deepEqual(long, []);
    assert.match(text, /^\/\/ /, "a script says what it is for");
  });
}
