// The questions of a file in GIFT, as a parser that others wrote reads them: one JSON list for each file.
const fs = require("node:fs");
const { parse } = require("gift-pegjs");

for (const file of process.argv.slice(2)) {
  console.log(JSON.stringify(parse(fs.readFileSync(file, "utf8"))));
}
