// A page on paper: the text and nothing around it, in dark letters, with the marks that carry a meaning.
"use strict";

module.exports = async ({ browser, address, check, equal }) => {
  const context = await browser.newContext({ colorScheme: "dark", viewport: { width: 700, height: 990 } });
  await context.addInitScript(() => localStorage.setItem("diglot-theme", "dark"));
  const page = await context.newPage();
  for (const reading of ["en", "zh", "en-zh"]) {
    for (const file of ["index.html", "modules/index.html", "modules/mindset.html", "matrix.html", "glossary.html"]) {
      const where = `${reading}/${file}`;
      await page.emulateMedia({ media: "screen" });
      await page.goto(address(reading, file));
      await page.emulateMedia({ media: "print" });
      const around =
        ".top, .bottom, .around, .here, .onward, .read-mark, .hero-links, .progress-line, .timer, .download, button:not(.fact)";
      equal(await page.locator(around).locator("visible=true").count(), 0, `${where}: nothing to press`);
      const found = await page.evaluate(() => {
        const head = document.querySelector("h1");
        return { color: getComputedStyle(head).color, left: head.getBoundingClientRect().left };
      });
      equal(found.color, "rgb(32, 41, 44)", `${where}: dark letters`);
      check(found.left < 1, `${where}: the text begins at the margin of the paper, not at ${found.left}`);
    }
  }
  await page.goto(address("en", "matrix.html"));
  const kept = (selector) => page.evaluate((s) => getComputedStyle(document.querySelector(s), "::before").printColorAdjust, selector);
  equal(await kept(".matrix .mark"), "exact", "the marks of the matrix are printed");
  await page.goto(address("en", "modules/mindset.html"));
  equal(await kept(".box-label"), "exact", "the signs of the boxes are printed");
  await context.close();
};
