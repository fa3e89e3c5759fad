// An exercise's minutes can be started, paused and reset; the end is announced.
"use strict";

module.exports = async ({ browser, address, check, equal }) => {
  const context = await browser.newContext({ viewport: { width: 360, height: 800 } });
  const page = await context.newPage();
  await page.clock.install({ time: new Date("2026-01-01T09:00:00Z") });
  for (const [reading, over] of [
    ["en", "Time is up: "],
    ["zh", "时间到："],
  ]) {
    await page.goto(address(reading, "modules/mindset.html"));
    const box = page.locator("#lion-and-tiger");
    const minutes = Number(await box.getAttribute("data-minutes"));
    const clock = box.locator("[role=timer]");
    const go = box.locator(".timer-go");
    await box.scrollIntoViewIfNeeded();
    await go.waitFor();
    equal(await clock.isVisible(), false, `${reading}: before the start there is only the button`);
    await go.focus();
    await page.keyboard.press("Enter");
    await page.clock.runFor(61000);
    equal(await clock.innerText(), `${minutes - 2}:59`, `${reading}: a minute and a second later`);
    await page.keyboard.press("Enter");
    await page.clock.runFor(60000);
    equal(await clock.innerText(), `${minutes - 2}:59`, `${reading}: paused`);
    await page.keyboard.press("Enter");
    await page.clock.runFor(minutes * 60000);
    const said = box.locator("[role=status]");
    equal((await said.innerText()).slice(0, over.length), over, `${reading}: the end is announced`);
    equal(await clock.innerText(), "0:00", `${reading}: nothing is left`);
    await box.locator(".timer-reset").click();
    equal(await said.isVisible(), false, `${reading}: reset`);
    check(await go.evaluate((button) => button === document.activeElement), `${reading}: the focus stays`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    check(wide <= 0, `${reading}: ${wide} px too wide on a phone`);
  }
  await context.close();
};
