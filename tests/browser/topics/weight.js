// What a page needs before its search is used is small: its HTML, styles and scripts together, compressed. The rest comes when it is needed.
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const zlib = require("node:zlib");

const MOST = 30 * 1024;
// A page in two languages says everything twice, model answers as well.
const MOST_IN_TWO = 35 * 1024;
// The final test holds the questions of all modules.
const MOST_OF_TEST = 40 * 1024;

function htmlFiles(folder) {
  return fs.readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".html"));
}

module.exports = async ({ browser, site, served, check, equal }) => {
  const sizes = new Map();
  const size = (file) => {
    if (!sizes.has(file)) sizes.set(file, zlib.gzipSync(fs.readFileSync(file), { level: 9 }).length);
    return sizes.get(file);
  };
  let heaviest = 0;
  for (const name of htmlFiles(site)) {
    const page = path.join(site, name);
    const links = fs.readFileSync(page, "utf8").matchAll(/<(?:link rel="stylesheet" href|script src)="([^"]+)"/g);
    const files = Array.from(links, (link) => path.resolve(path.dirname(page), link[1]));
    // The page for missing addresses names its style from the root of the host.
    const local = files.filter((file) => file.startsWith(site));
    const whole = size(page) + local.map(size).reduce((a, b) => a + b, 0);
    const most = /^\w+-\w+\//.test(name) ? MOST_IN_TWO : MOST;
    check(whole <= (name.endsWith("/final-test.html") ? MOST_OF_TEST : most), `${name}: ${whole} bytes`);
    heaviest = Math.max(heaviest, whole);
  }
  check(heaviest > 10 * 1024, `the heaviest page has ${heaviest} bytes: something was not counted`);

  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const asked = [];
  page.on("request", (request) => asked.push(path.basename(request.url()).split(".")[0]));
  const came = (name) => page.waitForFunction((name) => document.querySelector(`head [src*="/${name}."], head [href*="/${name}."]`), name);
  await page.goto(served("en", "modules/mindset.html"));
  await page.waitForLoadState("networkidle");
  const first = asked.filter((name) => !/^(mindset|icon|lion-and-tiger|manifest)$/.test(name));
  equal(first.sort().join(" "), "early site style", "a page asks for no more than that");
  await page.locator(".box.exercise").first().scrollIntoViewIfNeeded();
  await came("activities");
  check(!asked.includes("find"), "the search is not asked for with them");
  await page.keyboard.press("/");
  await came("find");
  await came("results");
  await context.close();
};
