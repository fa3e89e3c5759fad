// Two languages side by side: each pair of blocks begins level, left and right; on a phone the second stands below the first.
"use strict";

module.exports = async ({ browser, address, check, equal }) => {
  for (const width of [360, 768, 1280]) {
    const context = await browser.newContext({ viewport: { width, height: 800 } });
    const page = await context.newPage();
    for (const file of ["modules/customer-types.html", "steps/listen.html", "index.html"]) {
      await page.goto(address("en-zh", file));
      const pairs = await page.$$eval(".pair", (pairs) =>
        pairs.map((pair) => {
          // Where the first line of each language stands: its baseline is what is level.
          const cells = Array.from(pair.children, (cell) => {
            const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT, (node) => (node.data.trim() ? 1 : 2));
            const node = walker.nextNode();
            if (!node) return null;
            const range = document.createRange();
            range.selectNodeContents(node);
            const line = range.getClientRects()[0];
            return {
              left: cell.getBoundingClientRect().left,
              middle: line.top + line.height / 2,
              bottom: cell.getBoundingClientRect().bottom,
            };
          });
          // What is the same in both stands once.
          return cells.includes(null) || cells.length < 2 ? null : cells;
        }),
      );
      const both = pairs.filter(Boolean);
      check(both.length > 5, `${file} at ${width}: there are pairs`);
      const beside = both.filter(([a, b]) => b.left > a.left + 100).length;
      if (width === 1280) {
        equal(beside, both.length, `${file} at ${width}: pairs side by side`);
        const uneven = both.filter(([a, b]) => Math.abs(a.middle - b.middle) > 12).length;
        check(uneven === 0, `${file} at ${width}: ${uneven} pairs are not level`);
      } else if (width === 360) {
        equal(beside, 0, `${file} at ${width}: pairs side by side`);
        equal(both.filter(([a, b]) => b.middle < a.middle).length, 0, `${file} at ${width}: pairs in the wrong order`);
      }
    }
    await context.close();
  }
};
