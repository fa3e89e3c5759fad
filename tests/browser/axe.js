// Asks axe-core about each kind of page, light and dark, on a phone and on a desk.
//
//   node axe.js FOLDER      FOLDER is what `diglot build` made: it holds `site/`
//
// Prints every violation. The exit code is 1 when there is one.
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const { pathToFileURL } = require("node:url");
const { launch } = require("./browsers.js");

const AXE = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const PAGES_AT_ONCE = 4;
// With high contrast only the contrast is new, and it is that of WCAG's level AAA.
const LOOKS = [
  { colorScheme: "light", width: 360 },
  { colorScheme: "light", width: 1280 },
  { colorScheme: "dark", width: 360 },
  { colorScheme: "dark", width: 1280 },
  { colorScheme: "light", width: 1280, contrast: "more" },
  { colorScheme: "dark", width: 1280, contrast: "more" },
];

function htmlFiles(folder) {
  const entries = fs.readdirSync(folder, { withFileTypes: true });
  return entries.flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return htmlFiles(file);
    return entry.name.endsWith(".html") ? [file] : [];
  });
}

// Pages whose texts differ and whose markup does not are of one kind: of each, one in a folder of a reading. With AXE=all, every page.
function oneOfEach(site) {
  const files = htmlFiles(site).sort();
  if (process.env.AXE === "all") return files;
  const kinds = new Map();
  for (const file of files) {
    const text = fs.readFileSync(file, "utf8");
    const boxes = Array.from(text.matchAll(/class="box ([a-z-]+)"|<(table|figure|blockquote|pre)\b/g), (m) => m[1] || m[2]);
    const features = Array.from(new Set(boxes)).sort();
    const place = path.relative(site, path.dirname(file));
    const kind = [place, (text.match(/<body class="([^"]*)"/) || [])[1]].join(" ");
    // The page of a folder that shows the most.
    if (!kinds.has(kind) || kinds.get(kind).features < features.length) kinds.set(kind, { file, features: features.length });
  }
  return Array.from(kinds.values(), (kind) => kind.file);
}

async function main() {
  const folder = process.argv[2];
  if (!folder || !fs.existsSync(path.join(folder, "site"))) {
    console.log("usage: node axe.js FOLDER, the folder that holds site/");
    process.exit(2);
  }
  const root = path.resolve(folder);
  const sites = fs.readdirSync(root).filter((name) => name.startsWith("site"));
  const files = sites.flatMap((name) => oneOfEach(path.join(root, name)));
  const browser = await launch("chromium");
  let looked = 0;
  let failed = 0;
  try {
    for (const { width, colorScheme, contrast } of LOOKS) {
      const context = await browser.newContext({ colorScheme, contrast, viewport: { width, height: 900 }, reducedMotion: "reduce" });
      const queue = files.slice();
      const work = async () => {
        const page = await context.newPage();
        for (let file = queue.shift(); file; file = queue.shift()) {
          const where = `${path.relative(root, file)}, ${colorScheme}${contrast ? ", high contrast" : ""}, ${width} px`;
          const url = pathToFileURL(file).href;
          // These pages lead on by themselves, unless they are asked not to.
          await page.goto(`${url}#choose`);
          if (page.url().split("#")[0] !== url) continue;
          await page.evaluate(AXE);
          const violations = await page.evaluate(async (contrast) => {
            for (const details of document.querySelectorAll("details")) details.open = true;
            const found = await window.axe.run(document, {
              resultTypes: ["violations"],
              ...(contrast ? { runOnly: ["color-contrast-enhanced"] } : {}),
            });
            return found.violations.map((violation) => ({
              id: violation.id,
              help: violation.help,
              nodes: violation.nodes.map(
                (node) => `${node.target.join(" ")}: ${node.failureSummary.split("\n").slice(1).join(" ").trim()}`,
              ),
            }));
          }, contrast);
          looked += 1;
          for (const violation of violations) {
            failed += 1;
            console.log(`FAILED ${where}: ${violation.id}: ${violation.help}`);
            for (const node of violation.nodes.slice(0, 3)) console.log(`  ${node}`);
          }
        }
        await page.close();
      };
      await Promise.all(Array.from({ length: PAGES_AT_ONCE }, work));
      await context.close();
    }
  } finally {
    await browser.close();
  }
  if (looked === 0) failed += 1;
  console.log(`${looked} pages looked at, ${failed} violations`);
  process.exitCode = failed === 0 ? 0 : 1;
}

main().catch((error) => {
  console.log(`FAILED ${error.stack || error}`);
  process.exitCode = 1;
});
