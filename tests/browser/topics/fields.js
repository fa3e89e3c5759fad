// What a learner fills in: it stays in the browser, in every language, goes into a file and is cleared; where the browser keeps nothing, the page says so.
"use strict";

const fs = require("node:fs");

const LOG = ".exercise#follow-up-log";

module.exports = async ({ browser, address, served, check, equal }) => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, acceptDownloads: true });
  const page = await context.newPage();
  const open = async (reading) => {
    await page.goto(served(reading, "modules/follow-up.html"));
    await page.locator(LOG).scrollIntoViewIfNeeded();
    await page.waitForSelector(`${LOG}.ready`);
  };
  const texts = () =>
    page.locator(`${LOG} textarea`).evaluateAll((fields) =>
      fields
        .map((field) => field.value)
        .filter(Boolean)
        .join("|"),
    );

  await open("en");
  equal(await page.locator(`${LOG} td textarea`).count(), 18, "each empty cell can be filled in");
  equal(await page.locator(`${LOG} td textarea`).nth(7).getAttribute("aria-label"), "3, Promise", "and says which one it is");
  await page.locator(`${LOG} td textarea`).first().fill("漏水 1202");
  await page.locator(`${LOG} label textarea`).fill("Mr Zhou, today");
  await page.locator(".notes summary").click();
  await page.locator(".notes textarea").fill("Ring back.");
  check(/Kept in this browser/.test(await page.locator(`${LOG} .typed-tools`).innerText()), "where it is kept is said");
  for (const reading of ["en", "zh", "en-zh"]) {
    await open(reading);
    equal(await texts(), "漏水 1202|Mr Zhou, today", `${reading}: it is there again`);
    equal(await page.locator(".notes textarea").inputValue(), "Ring back.", `${reading}: and so are the notes`);
    check(await page.locator(".notes textarea").isVisible(), `${reading}: which are open then`);
  }
  await page.emulateMedia({ media: "print" });
  check(await page.locator(".notes textarea").isVisible(), "notes are printed");
  check(!(await page.locator(`${LOG} .typed-tools`).isVisible()), "buttons are not");
  await page.emulateMedia({ media: "screen" });

  await open("en");
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator(".notes .typed-tool").nth(1).click()]);
  equal(download.suggestedFilename(), "module-follow-up.txt", "the file has the name of the page");
  const file = fs.readFileSync(await download.path(), "utf8");
  check(/The follow-up log\n2, Date: 漏水 1202\nYour answer: Mr Zhou, today\n\nYour notes\nRing back\./.test(file), file);

  page.once("dialog", (dialog) => dialog.accept());
  await page.locator(`${LOG} .typed-tool`).nth(2).click();
  equal(await texts(), "", "clearing empties the fields");
  await open("zh");
  equal(await texts(), "", "and forgets what was in them");

  // The observer's list can be ticked; of the parts of a role play one is open.
  await page.goto(served("en", "modules/customer-types/whole-visit.html"));
  const sides = page.locator("#whole-visit > details.side");
  await sides.nth(0).locator("summary").click();
  await sides.nth(2).locator("summary").click();
  equal(await sides.evaluateAll((all) => all.map((side) => side.open).join()), "false,false,true", "opening a part closes the others");
  await page.waitForSelector("#whole-visit.ready");
  await sides.nth(2).locator("input[type=checkbox]").first().check();
  await page.reload();
  await page.locator("#whole-visit").scrollIntoViewIfNeeded();
  await page.waitForSelector("#whole-visit.ready");
  await sides.nth(2).locator("summary").click();
  check(await sides.nth(2).locator("input[type=checkbox]").first().isChecked(), "a tick is kept, too");
  await page.emulateMedia({ media: "print" });
  check((await sides.nth(0).locator("p").last().boundingBox()) !== null, "paper has all parts");
  await page.emulateMedia({ media: "screen" });

  // A sheet is filled in outside of exercises, too: each empty cell, and boxes to tick.
  const sheet = async (reading, name) => {
    await page.goto(served(reading, `tools/${name}.html`));
    await page.waitForSelector(".to-fill-in .text.ready");
  };
  const cells = page.locator(".to-fill-in td textarea");
  await sheet("en", "complaint-record");
  equal(await cells.count(), 13, "each empty cell of a sheet can be filled in");
  equal(await cells.nth(1).getAttribute("aria-label"), "Received by, and by which channel, Entry", "by its row and its column");
  await cells.nth(1).fill("Mei, 电话");
  await page.locator(".to-fill-in input[type=checkbox]").last().check();
  for (const reading of ["zh", "en-zh"]) {
    await sheet(reading, "complaint-record");
    equal(await cells.nth(1).inputValue(), "Mei, 电话", `${reading}: what was typed is there`);
    check(await page.locator(".to-fill-in input[type=checkbox]").last().isChecked(), `${reading}: and what was ticked`);
  }
  await page.emulateMedia({ media: "print" });
  check(await cells.nth(1).isVisible(), "paper has what was typed");
  await page.emulateMedia({ media: "screen" });

  // A log goes on for as long as there is something to write.
  const rows = page.locator(".to-fill-in tbody tr");
  await sheet("en-zh", "follow-up-log");
  equal(await rows.count(), 3, "a log has the rows of its text");
  await cells.nth(17).fill("1 May");
  equal(await rows.count(), 4, "and one more as soon as the last is begun");
  await cells.nth(26).fill("Mr Zhou");
  await sheet("en", "follow-up-log");
  equal(await rows.count(), 5, "which are there again");
  equal(await cells.nth(26).inputValue(), "Mr Zhou", "with what was written in them");
  equal(await cells.nth(26).getAttribute("aria-label"), "4, Customer and place", "and their names");
  await context.close();

  const without = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  await without.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new Error("forbidden");
    };
  });
  const other = await without.newPage();
  await other.goto(address("zh", "modules/follow-up.html"));
  await other.locator(LOG).scrollIntoViewIfNeeded();
  check(/不会长期保留/.test(await other.locator(`${LOG} .typed-tools`).innerText()), "where nothing is kept, the page says so");
  await without.close();
};
