// References say what they lead to: by mouse and by keyboard, gone with Escape, never by touch.
"use strict";

module.exports = async ({ browser, address, check, equal }) => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const card = page.locator("[role=tooltip]");
  for (const reading of ["en", "zh", "en-zh"]) {
    await page.goto(address(reading, "modules/mindset.html"));
    for (const kind of ["reference", "term"]) {
      const link = page.locator(`article a.${kind}`).first();
      await link.scrollIntoViewIfNeeded();
      await link.hover();
      await card.waitFor();
      const about = await card.locator(".tooltip-about").innerText();
      check(about.length > 5, `${reading}: the card of a ${kind} says what it is about`);
      equal(await link.getAttribute("aria-describedby"), await card.getAttribute("id"), `${reading}: it describes the link`);
      await card.hover();
      await page.waitForTimeout(400);
      check(await card.isVisible(), `${reading}: the pointer may go onto the card`);
      await page.keyboard.press("Escape");
      check(!(await card.isVisible()), `${reading}: Escape takes it away`);
      await page.mouse.move(5, 5);
    }
    const link = page.locator("article a.reference").first();
    await page.keyboard.press("Tab");
    await link.focus();
    await card.waitFor();
    check(await card.isVisible(), `${reading}: it comes by keyboard`);
    await page.keyboard.press("Tab");
    const owner = await page.evaluate(() => document.activeElement.getAttribute("aria-describedby"));
    equal(await card.isVisible(), owner === "tooltip", `${reading}: and leaves with the focus`);
  }
  await context.close();

  const touch = await browser.newContext({ viewport: { width: 360, height: 800 }, hasTouch: true, isMobile: true });
  const phone = await touch.newPage();
  await phone.goto(address("en", "modules/mindset.html"));
  const link = phone.locator("article a.reference").first();
  await link.evaluate((a) => a.addEventListener("click", (event) => event.preventDefault()));
  await link.scrollIntoViewIfNeeded();
  await link.tap();
  await phone.waitForTimeout(400);
  equal(await phone.locator("[role=tooltip]:visible").count(), 0, "not on touch");
  // A finger that stays.
  await link.dispatchEvent("pointerenter", { pointerType: "touch" });
  await phone.waitForTimeout(400);
  equal(await phone.locator("[role=tooltip]:visible").count(), 0, "not on a long touch either");
  await touch.close();
};
