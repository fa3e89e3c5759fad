// Formulas in a browser: drawn by it alone, in place, and never wider than the page.
//
//   node formulas.js FOLDER      FOLDER is what `diglot build` made of `tests/courses/formulas`
//
// Prints what fails. The exit code is 1 when anything failed.
"use strict";

const path = require("node:path");
const { pathToFileURL } = require("node:url");
const { launch } = require("./browsers.js");
const { check, equal, summarise } = require("./checks.js");

async function checkPage(browser, site, reading, width) {
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  const errors = [];
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  await page.goto(pathToFileURL(path.join(site, reading, "modules/measures.html")).href);
  const found = await page.evaluate(() => {
    const box = (selector, within = document) => within.querySelector(selector).getBoundingClientRect();
    const lines = Array.from(document.querySelectorAll(".formula"));
    const sum = Array.from(document.querySelectorAll("munderover")).find((one) => one.closest(".formula"));
    const [sign, below, above] = Array.from(sum.children, (child) => child.getBoundingClientRect());
    const fraction = Array.from(document.querySelector("mfrac").children, (child) => child.getBoundingClientRect());
    return {
      page: document.documentElement.scrollWidth - innerWidth,
      drawn: Array.from(document.querySelectorAll("math")).every((math) => math.getBoundingClientRect().width > 4),
      clipped: Array.from(document.querySelectorAll(".text :is(p, .formula)")).filter((one) => one.scrollHeight > one.clientHeight + 1)
        .length,
      scrolling: lines.filter((line) => line.scrollWidth > line.clientWidth).length,
      limits: above.bottom <= sign.top + 4 && below.top >= sign.bottom - 4,
      stacked: fraction[0].bottom <= fraction[1].top + 2,
      named: lines.every((line) => line.getAttribute("aria-label")),
      apart: Array.from(document.querySelectorAll("math.apart-before"), (math) => getComputedStyle(math).marginInlineStart),
      words:
        getComputedStyle(document.querySelector("mtext")).fontFamily === getComputedStyle(document.querySelector(".text p")).fontFamily,
      cases: box(".cases mtd.left").left,
      cells: Array.from(
        document.querySelectorAll(".cases mtr > mtd:first-child > *:first-child"),
        (cell) => cell.getBoundingClientRect().left,
      ),
    };
  });
  const where = `${reading}, ${width} wide`;
  equal(found.page, 0, `${where}: the page does not scroll sideways`);
  equal(found.drawn, true, `${where}: every formula can be seen`);
  equal(found.clipped, 0, `${where}: nothing is cut off below`);
  equal(found.scrolling > 0, width < 400, `${where}: what is too wide scrolls by itself`);
  equal(found.limits, true, `${where}: the limits of a sum stand below and above`);
  equal(found.stacked, true, `${where}: a fraction stands over its denominator`);
  equal(found.named, true, `${where}: what scrolls has a name`);
  equal(found.words, true, `${where}: words are in the type of the text`);
  check(
    found.cells.every((left) => Math.abs(left - found.cases) < 1),
    `${where}: the cases begin at one line: ${found.cells}`,
  );
  if (reading === "zh")
    check(found.apart.length > 5 && found.apart.every((room) => parseFloat(room) > 1), `${where}: room beside Chinese: ${found.apart}`);
  equal(errors.join("\n"), "", `${where}: nothing is refused`);
  await page.close();
}

async function main() {
  const site = path.resolve(process.argv[2] || "", "site");
  const browser = await launch("chromium");
  try {
    for (const reading of ["en", "zh"]) {
      for (const width of [360, 1280]) await checkPage(browser, site, reading, width);
    }
  } finally {
    await browser.close();
  }
  summarise();
}

main().catch((error) => {
  console.log(`FAILED ${error.stack || error}`);
  process.exitCode = 1;
});
