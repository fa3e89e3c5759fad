// Translates a course in the view of the preview: what is to be done is shown, what is written lands, and nothing of it is lost when the course changes.
//
//   node translator.js ADDRESS FOLDER [PICTURES]     what `diglot serve` says for the course in this folder
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const { launch } = require("./browsers.js");
const { check, equal, summarise } = require("./checks.js");
const { until } = require("./lms/platform.js");

const AXE = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const [address, folder, pictures] = process.argv.slice(2);
const ENGLISH = path.join(folder, "course/steps/01-listen.en.md");
const CHINESE = path.join(folder, "course/steps/01-listen.zh.md");

const read = (file) => fs.readFileSync(file, "utf8");
const edit = (file, from, to) => fs.writeFileSync(file, read(file).replace(from, to));

const open = async (browser, options = {}) => {
  const context = await browser.newContext(Object.assign({ locale: "en-GB", viewport: { width: 1280, height: 800 } }, options));
  const page = await context.newPage();
  page.trouble = [];
  page.on("pageerror", (error) => page.trouble.push(error.message));
  page.on("console", (message) => message.type() === "error" && page.trouble.push(message.text()));
  await page.goto(`${address}__diglot/i18n/`);
  await page.locator(".passage").first().waitFor();
  return page;
};

const passage = (page, words) => page.locator(".passage", { hasText: words });
const state = (page, words) => passage(page, words).getAttribute("data-state");

async function look(browser) {
  for (const [width, colorScheme, locale, title] of [
    [360, "light", "en-GB", "Translation"],
    [360, "dark", "zh-CN", "翻译"],
    [1280, "light", "zh-CN", "翻译"],
    [1280, "dark", "en-GB", "Translation"],
  ]) {
    const where = `the view at ${width}, ${colorScheme}`;
    const page = await open(browser, { viewport: { width, height: 740 }, colorScheme, locale });
    equal(await page.title(), title, `${where}: its language`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    check(wide <= 0, `${where}: ${wide} px too wide`);
    await page.evaluate(AXE);
    const violations = await page.evaluate(() =>
      window.axe.run(document, { preload: false }).then((found) => found.violations.map(({ id, nodes }) => `${id} ${nodes[0].html}`)),
    );
    equal(violations.join(" "), "", `${where}: axe`);
    equal(page.trouble.join("; "), "", `${where}: quiet`);
    if (pictures) await page.screenshot({ path: path.join(pictures, `translator-${width}-${colorScheme}.png`), fullPage: true });
    await page.context().close();
  }
}

async function translate(browser) {
  const page = await open(browser);
  equal(
    await page
      .locator(".translator-items a")
      .allInnerTexts()
      .then((all) => all.join("; ")),
    "Listen\n3",
    "what is to be done",
  );
  equal((await page.locator(".passage").count()).toString(), "3", "the passages that are to be done");
  const stale = passage(page, "angry guest");
  equal((await stale.locator("ins").innerText()).trim(), "angry", "what is new in the source");

  // The translation is right as it is: by the keyboard alone.
  const unreviewed = passage(page, "Offer water").locator("textarea");
  await unreviewed.press("Control+Enter");
  await until(
    "accepted",
    (text) => text === "current",
    () => state(page, "Offer water"),
  );
  check(read(path.join(folder, "course/i18n/zh.lock")).includes("Offer water"), "the lock has it");

  // What is being written outlives a change of the source, of which the writer is told.
  const field = stale.locator("textarea");
  await field.fill("让生气的客人说话");
  edit(ENGLISH, "Let the angry guest speak.", "Let the very angry guest speak.");
  await passage(page, "very angry guest").waitFor();
  equal(await passage(page, "very angry").locator("textarea").inputValue(), "让生气的客人说话", "the words are still there");
  check(/source has changed meanwhile/.test(await passage(page, "very angry").locator(".passage-said").innerText()), "it is told");
  await passage(page, "very angry").locator("textarea").fill("让很生气的客人说话。");
  await passage(page, "very angry").getByRole("button", { name: "Save" }).click();
  await until(
    "saved",
    (text) => text.includes("让很生气的客人说话。"),
    async () => read(CHINESE),
  );

  // Somebody else writes the same passage: the second one wins when both have been seen.
  const thanks = passage(page, "Thank them").locator("textarea");
  await thanks.fill("谢谢他们");
  edit(CHINESE, /\n$/, "\n\n感谢他们。\n");
  await until(
    "told of the other",
    (text) => /now:/.test(text),
    () => passage(page, "Thank them").locator(".passage-said").innerText(),
  );
  equal(await passage(page, "Thank them").locator(".passage-now").innerText(), "感谢他们。", "what it says now");
  await passage(page, "Thank them").getByRole("button", { name: "Save" }).click();
  await until(
    "replaced",
    (text) => text.includes("谢谢他们\n") && !text.includes("感谢他们"),
    async () => read(CHINESE),
  );

  await page.getByRole("button", { name: "All", exact: true }).click();
  await until(
    "every passage",
    (count) => count === 5,
    () => page.locator(".passage").count(),
  );
  const link = page.getByRole("link", { name: "On its page" });
  equal(await link.getAttribute("href"), "/en-zh/steps/listen.html", "the page of the part");
  equal(page.trouble.join("; "), "", "quiet");
  await page.context().close();
}

async function main() {
  const browser = await launch("chromium");
  await look(browser);
  await translate(browser);
  await browser.close();
  summarise();
}

main().catch((error) => {
  console.error(error);
  process.exit(2);
});
