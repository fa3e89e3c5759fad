// Looks at the preview while a course is edited.
//
//   node preview.js ADDRESS FOLDER [PICTURES]      what `diglot serve` says, and the folder of its book, a copy that may be edited
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const { launch } = require("./browsers.js");
const { check, summarise } = require("./checks.js");

const [address, folder, pictures] = process.argv.slice(2);
const FILE = path.join(folder, "course/steps/02-listen.en.md");
const original = fs.readFileSync(FILE, "utf8");
// A paragraph far down the page, and the words that it begins with.
const paragraphs = original.split("\n\n").filter((text) => /^[A-Z][a-z]/.test(text) && text.length > 80);
const paragraph = paragraphs[paragraphs.length - 2];

const save = (text) => fs.writeFileSync(FILE, text);
const picture = (page, name) => pictures && page.screenshot({ path: path.join(pictures, `${name}.png`) });
const shows = (page, words) => page.waitForFunction((w) => document.body?.innerText.includes(w), words, { timeout: 10000 });

async function main() {
  const browser = await launch("chromium");
  const page = await browser.newPage({ viewport: { width: 1280, height: 700 } });
  const trouble = [];
  page.on("console", (message) => message.type() === "error" && trouble.push(message.text()));
  page.on("pageerror", (error) => trouble.push(error.message));
  let loads = 0;
  page.on("load", () => (loads += 1));

  await page.goto(`${address}en/steps/listen.html`);
  await page.evaluate(() => scrollTo({ top: 600, behavior: "instant" }));
  await page.waitForTimeout(300);

  // A paragraph: it alone changes, nothing is loaded again.
  save(original.replace(paragraph, `A new beginning. ${paragraph}`));
  await shows(page, "A new beginning. ");
  check((await page.evaluate(() => scrollY)) === 600, "a new paragraph leaves the page where it was");
  check(loads === 1, "a new paragraph does not load the page again");

  // A paragraph more above the place: the page is loaded again, and what was read stays where it was.
  const reading = await page.evaluate(() => {
    const at = Array.from(document.querySelectorAll("main h2[id]")).find((head) => head.getBoundingClientRect().top > 0);
    return at && [at.id, at.getBoundingClientRect().top];
  });
  const first = original.split("\n\n").find((text) => /^[A-Z][a-z]/.test(text));
  save(original.replace(first, `${first}\n\nAnother paragraph, inserted above.\n\nAnd one more.`));
  await shows(page, "Another paragraph, inserted above.");
  await page.waitForTimeout(1500);
  check(loads === 2, "a paragraph more loads the page again");
  if (reading) {
    const now = await page.evaluate((id) => document.getElementById(id).getBoundingClientRect().top, reading[0]);
    check(Math.abs(now - reading[1]) < 3, `the heading that was read stays: ${reading[1]} became ${now}`);
  }
  check((await page.evaluate(() => scrollY)) > 300, "the page does not jump to its top");

  // A mistake: the report comes over the page that was there, in its language.
  save(original.replace("title:", "titel:"));
  await page.waitForSelector(".diglot-report[data-level='error']");
  const report = await page.innerText(".diglot-report");
  check(report.includes("Mistakes: ") && report.includes("unknown key `titel`"), `the report: ${report}`);
  check(report.includes("course/steps/02-listen.en.md:2:1"), "the report names the place");
  check(await page.isVisible("h1"), "the page before the mistake is still there");
  await picture(page, "mistake.en");
  const other = await browser.newPage({ viewport: { width: 1280, height: 700 } });
  await other.goto(`${address}zh/steps/listen.html`);
  await other.waitForSelector(".diglot-report");
  check((await other.innerText(".diglot-report")).includes("处错误"), "the report speaks the page's language");
  await picture(other, "mistake.zh");
  await other.close();

  // Mended: it goes by itself.
  save(original);
  await page.waitForSelector(".diglot-report", { state: "detached" });
  await page.waitForFunction((w) => document.body && !document.body.innerText.includes(w), "Another paragraph, inserted above.");

  // The scripts of the page still work, and the preview's ask nobody but their server.
  await page.click("[data-open-search]");
  await page.waitForSelector("dialog.search[open]");
  check(trouble.length === 0, `the console: ${trouble.join("\n")}`);

  // A PDF: the page says that it is being typeset, and becomes it.
  if (pictures) {
    await page.goto(`${address}print/chart.en.pdf`);
    await picture(page, "typesetting");
    await page.goto(`${address}__diglot/`);
    await picture(page, "prints");
  }
  await browser.close();
  summarise();
}

main().catch((error) => {
  console.log(`FAILED ${error.stack}`);
  process.exit(1);
});
