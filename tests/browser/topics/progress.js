// What was read is marked, shown in the lists, kept, saved to a file, loaded from it and forgotten on request.
"use strict";

const fs = require("node:fs");

module.exports = async ({ browser, address, check, equal }) => {
  for (const [reading, words] of [
    ["en", "1 of 56 pages read"],
    ["zh", "已读1页，共56页"],
  ]) {
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

    // A page that the course does not have any more does not count, on a page that names all others and on one that does not.
    const forget = await page.evaluate(() => {
      const key = `diglot-read-${document.documentElement.dataset.course}`;
      const kept = localStorage.getItem(key);
      localStorage.setItem(key, JSON.stringify({ ...JSON.parse(kept), "step/gone": "2026-01-31" }));
      return [key, kept];
    });
    for (const file of ["index.html", "modules/mindset.html", "steps/listen.html"]) {
      await page.goto(address(reading, file));
      const counted = (words) => document.querySelector(".progress-words").textContent === words;
      const right = await page.waitForFunction(counted, words, { timeout: 5000 }).catch(() => null);
      check(right !== null, `${reading}/${file}: a page that is gone does not count`);
    }
    await page.evaluate(([key, kept]) => localStorage.setItem(key, kept), forget);

    // Another reading knows, too: it is one course.
    const other = reading === "en" ? "zh" : "en";
    await page.goto(address(other, "steps/listen.html"));
    check(await box.isChecked(), `${reading}: ${other} knows the mark`);

    // Forgotten on request, and loaded again from the file; no other file will do.
    await page.goto(address(reading, "index.html"));
    const menu = page.locator(".progress-menu summary");
    const card = page.locator(".progress-menu .menu-card");
    const marked = page.locator(".part-items .read");
    const said = page.locator(".progress-said");
    await menu.focus();
    await page.keyboard.press("Enter");
    page.once("dialog", (dialog) => dialog.dismiss());
    await page.locator("[data-reset-progress]").click();
    equal(await marked.count(), 1, `${reading}: kept when the question is answered with no`);
    page.once("dialog", (dialog) => dialog.accept());
    await page.locator("[data-reset-progress]").click();
    equal(await marked.count(), 0, `${reading}: forgotten on request`);
    const open = async (text) => {
      const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.locator("[data-load-progress]").click()]);
      await said.evaluate((element) => (element.textContent = ""));
      await chooser.setFiles({ name: "progress.json", mimeType: "application/json", buffer: Buffer.from(text) });
      await page.waitForFunction(() => document.querySelector(".progress-said").textContent !== "");
      return said.innerText();
    };
    const foreign = JSON.stringify({ ...saved, course: "0", title: "Another course" });
    check((await open(foreign)).includes("Another course"), `${reading}: another course's file is named`);
    const wrong = await said.getAttribute("data-wrong");
    for (const text of [
      "",
      "[]",
      "null",
      "{}",
      '{"course": 1}',
      JSON.stringify({ ...saved, read: { "step/listen": 1 } }),
      JSON.stringify({ ...saved, read: ["a/b"] }),
    ]) {
      equal(await open(text), wrong, `${reading}: ${text} is refused`);
    }
    equal(await marked.count(), 0, `${reading}: nothing is marked by them`);
    const loaded = await open(JSON.stringify(saved));
    check(/1/.test(loaded) && /56/.test(loaded), `${reading}: what was loaded is told: ${loaded}`);
    equal(await marked.count(), 1, `${reading}: the marks of the file are shown`);
    await page.reload();
    equal(await marked.count(), 1, `${reading}: and kept`);

    await menu.click();
    await page.keyboard.press("Escape");
    equal(await card.isVisible(), false, `${reading}: Escape closes the menu`);
    check(await menu.evaluate((element) => element === document.activeElement), `${reading}: the focus goes back to its button`);
    await menu.click();
    await page.locator(".overview").click({ position: { x: 2, y: 2 } });
    equal(await card.isVisible(), false, `${reading}: so does a click elsewhere`);
    check(await menu.evaluate((element) => element === document.activeElement), `${reading}: and the focus goes back`);
    await context.close();
  }
};
