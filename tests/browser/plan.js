// The session plan on the trainers' website: it fits on a phone and on a desk, its times follow each other, and every activity leads to its text.
//
//   node plan.js FOLDER      FOLDER is what `diglot build` made: it holds `site-trainer/`
"use strict";

const path = require("node:path");
const { pathToFileURL } = require("node:url");
const { launch } = require("./browsers.js");
const { check, summarise } = require("./checks.js");

// What the page shows, from top to bottom.
function facts() {
  const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));
  const minutes = (clock) => clock.split(":").reduce((hours, rest) => Number(hours) * 60 + Number(rest));
  const rows = all(".plan-table tbody tr").map((row) => ({
    day: row.closest(".plan-day").querySelector("h2").id,
    start: minutes(row.cells[0].innerText),
    minutes: Number(row.cells[1].innerText),
    words: row.cells[2].innerText.trim(),
  }));
  return {
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    margin: document.querySelector("h1").getBoundingClientRect().left,
    framed: getComputedStyle(document.querySelector(".plan-module")).borderTopStyle,
    rows,
    links: all(".plan a[href]").map((link) => link.href),
    modules: all(".plan-module").map((module) => module.id),
  };
}

async function main() {
  const site = path.resolve(process.argv[2] || ".", "site-trainer");
  const address = (page) => pathToFileURL(path.join(site, page)).href;
  const browser = await launch("chromium");
  for (const width of [360, 1280]) {
    const page = await (await browser.newContext({ viewport: { width, height: 800 } })).newPage();
    for (const reading of ["en", "zh", "en-zh"]) {
      const where = `${reading} at ${width}`;
      await page.goto(address(`${reading}/session-plan.html`));
      const plan = await page.evaluate(facts);
      check(plan.overflow <= 0, `${where}: ${plan.overflow} px too wide`);
      check(plan.margin >= 16 && plan.framed === "solid", `${where}: the styles of the page are not there`);
      check(plan.rows.length > 50 && plan.rows.every((row) => row.minutes > 0 && row.words), `${where}: the activities`);
      const gaps = plan.rows
        .slice(1)
        .map((row, i) => (row.day === plan.rows[i].day ? row.start - plan.rows[i].start - plan.rows[i].minutes : 0));
      check(
        gaps.every((gap) => [0, 15, 60].includes(gap)),
        `${where}: between the activities: ${gaps.join(" ")}`,
      );
      check(gaps.includes(15) && gaps.includes(60), `${where}: a break and lunch`);
      if (width === 360) continue;
      const dead = [];
      for (const link of new Set(plan.links)) {
        await page.goto(link);
        const found = await page.evaluate(
          (id) => !id || document.getElementById(id) !== null,
          decodeURIComponent(new URL(link).hash.slice(1)),
        );
        if (!found) dead.push(link);
      }
      check(dead.length === 0, `${where}: links that lead nowhere: ${dead.join(" ")}`);
      await page.goto(address(`${reading}/modules/apology.html`));
      await page.locator("a[href*='session-plan.html#']").click();
      check(page.url() === `${address(`${reading}/session-plan.html`)}#module-apology`, `${where}: a module leads to its time`);
    }
  }
  await browser.close();
  summarise();
}

main().catch((error) => {
  console.log(`FAILED ${error.stack || error}`);
  process.exitCode = 1;
});
