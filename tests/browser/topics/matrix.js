// Row and column of a mark stand out; the arrow keys reach every mark, and Tab passes by with one stop.
"use strict";

module.exports = async ({ browser, address, check, equal }) => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  for (const reading of ["en", "zh", "en-zh"]) {
    await page.goto(address(reading, "matrix.html"));
    const marks = page.locator("table.matrix a.mark");
    const all = await marks.count();
    equal(await page.locator("table.matrix a.mark:not([tabindex='-1'])").count(), 1, `${reading}: one mark is on the way of Tab`);
    await marks.nth(5).hover();
    const lit = await page.locator(".matrix thead .lit .title").count();
    equal(lit, 1, `${reading}: the column under the pointer stands out`);
    equal(await page.locator(".matrix tbody th.lit").count(), 1, `${reading}: the row, too`);
    await page.mouse.move(2, 2);

    await page.locator("table.matrix a.mark[tabindex='0']").focus();
    const seen = new Set();
    const name = () => page.evaluate(() => document.activeElement.textContent);
    for (let row = 0; row < 40; row++) {
      await page.keyboard.press("Home");
      for (let last = ""; last !== (await name()); ) {
        last = await name();
        seen.add(last);
        await page.keyboard.press("ArrowRight");
      }
      const before = await name();
      await page.keyboard.press("ArrowDown");
      if ((await name()) === before) break;
    }
    equal(seen.size, all, `${reading}: marks that the arrow keys reach`);
    await page.keyboard.press("ArrowUp");
    const heads = await page.locator(".matrix th.lit").allInnerTexts();
    equal(heads.length, 2, `${reading}: row and column of the focused mark stand out`);
    check((await page.locator(":focus").count()) === 1, `${reading}: the focus is on a mark`);
  }
  await context.close();
};
