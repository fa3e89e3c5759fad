// The head on a phone: one row, and a menu with the languages and the parts, with scripts and without. On a wide window nothing is hidden in a menu.
"use strict";

module.exports = async ({ browser, address, check, equal }) => {
  for (const javaScriptEnabled of [true, false]) {
    const context = await browser.newContext({ viewport: { width: 360, height: 740 }, javaScriptEnabled });
    const page = await context.newPage();
    for (const reading of ["en", "zh", "en-zh"]) {
      const where = `${reading}, ${javaScriptEnabled ? "with" : "without"} scripts`;
      await page.goto(address(reading, "steps/listen.html"));
      const head = await page.locator(".top").boundingBox();
      check(head.height < 64, `${where}: the head is one row, not ${head.height} px`);
      check(!(await page.locator(".parts").isVisible()), `${where}: the parts are in a menu`);
      await page.locator(".head-menu > summary").click();
      check(await page.locator(".readings a").last().isVisible(), `${where}: which has the languages`);
      const card = await page.locator(".head-links").boundingBox();
      check(card.x >= 0 && card.x + card.width <= 360, `${where}: and is in the window`);
      await page.locator(".parts a").last().click();
      check(/glossary\.html$/.test(page.url()), `${where}: and leads to the parts`);
    }
    await page.goto(address("en", "matrix.html"));
    check(
      !(await page.locator(".matrix-frame").evaluate((frame) => frame.scrollWidth > frame.clientWidth)),
      "the whole matrix is in the window",
    );
    check(await page.locator(".mark-title").first().isVisible(), "where each mark has its name");
    await context.close();
  }
  const context = await browser.newContext({ viewport: { width: 1280, height: 740 } });
  const page = await context.newPage();
  await page.goto(address("en", "steps/listen.html"));
  check(await page.locator(".parts a").last().isVisible(), "a wide window shows the parts");
  check(await page.locator(".readings a").last().isVisible(), "and the languages");
  equal(await page.locator(".head-menu > summary").isVisible(), false, "and no button");
  await page.locator(".readings a").last().focus();
  await page.keyboard.press("Tab");
  check(
    await page
      .locator(".parts a")
      .first()
      .evaluate((link) => link === document.activeElement),
    "keys go from the languages to the parts",
  );
  await context.close();
};
