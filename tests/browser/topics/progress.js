// What was read is marked, shown in the lists, kept, saved to a file and forgotten on request.
"use strict";

const fs = require("fs");

module.exports = async ({ browser, address, check, equal }) => {
  for (const [reading, words] of [["en", "1 of 35 pages read"], ["zh", "已读1页，共35页"]]) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    await page.goto(address(reading, "steps/listen.html"));
    const box = page.locator("[data-mark-read]");
    await box.focus();
    await page.keyboard.press("Space");
    equal(await page.locator(".read-mark .progress-words").innerText(), words, `${reading}: the bar counts`);
    equal(await page.locator(".around .read").count(), 1, `${reading}: the contents show the mark`);
    await page.reload();
    check(await box.isChecked(), `${reading}: the mark is kept`);

    await page.goto(address(reading, "steps/index.html"));
    equal(await page.locator(".entry.read").count(), 1, `${reading}: the list of the part shows the mark`);
    await page.goto(address(reading, "index.html"));
    equal(await page.locator(".part-items .read").count(), 1, `${reading}: the front page shows the mark`);
    equal(await page.locator(".progress-words").innerText(), words, `${reading}: the front page has the bar`);
    await page.locator(".progress-menu summary").click();
    const [download] = await Promise.all([page.waitForEvent("download"), page.locator("[data-save-progress]").click()]);
    const saved = JSON.parse(fs.readFileSync(await download.path(), "utf8"));
    equal(Object.keys(saved.read).join(" "), "step/listen", `${reading}: the file names what was read`);

    // Another reading knows, too: it is one course.
    const other = reading === "en" ? "zh" : "en";
    await page.goto(address(other, "steps/listen.html"));
    check(await box.isChecked(), `${reading}: ${other} knows the mark`);

    await page.goto(address(reading, "index.html"));
    await page.locator(".progress-menu summary").click();
    page.once("dialog", (dialog) => dialog.accept());
    await page.locator("[data-reset-progress]").click();
    equal(await page.locator(".part-items .read").count(), 0, `${reading}: forgotten on request`);
    await context.close();
  }
};
