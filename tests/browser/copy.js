// A press on the button of a block of code copies it, in the language of the page and without the line end that would make a terminal run it.
//
//   node copy.js FOLDER      FOLDER is what `diglot build` made of the guide: it holds `site/`
"use strict";

const path = require("node:path");
const { pathToFileURL } = require("node:url");
const { launch } = require("./browsers.js");
const { check, equal, summarise } = require("./checks.js");

async function main() {
  const site = path.resolve(process.argv[2] || ".", "site");
  const browser = await launch("chromium");
  const page = await browser.newPage();
  for (const [reading, words, done] of [
    ["en", "Copy", "Copied"],
    ["zh", "复制", "已复制"],
  ]) {
    await page.goto(pathToFileURL(path.join(site, reading, "start/terminal.html")).href);
    const block = page.locator(".code", { hasText: "pwd" });
    const button = block.locator("button");
    equal(await button.innerText(), words, `${reading}: what the button says`);
    await button.focus();
    check(await button.evaluate((element) => getComputedStyle(element).opacity === "1"), `${reading}: it is seen by keyboard`);
    await page.keyboard.press("Enter");
    equal(await button.innerText(), done, `${reading}: what it says then`);
    await page.evaluate(() => {
      document.body.prepend(document.createElement("textarea"));
      document.querySelector("textarea").focus();
    });
    await page.keyboard.press("ControlOrMeta+V");
    equal(await page.inputValue("textarea"), "pwd", `${reading}: what is copied`);
    await page.emulateMedia({ media: "print" });
    check(!(await button.isVisible()), `${reading}: paper has no button`);
    await page.emulateMedia({ media: "screen" });
  }
  await browser.close();
  summarise();
}

main().catch((error) => {
  console.log(`FAILED ${error.stack || error}`);
  process.exitCode = 1;
});
