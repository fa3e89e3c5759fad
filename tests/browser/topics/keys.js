// The Tab key reaches everything that can be used, in the order of the page, and what has the focus shows it.
"use strict";

const USABLE = "a[href], button, input, summary, [tabindex='0']";

module.exports = async ({ browser, address, check, equal }) => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  for (const file of ["en/index.html", "zh/modules/index.html", "en-zh/steps/listen.html", "zh/matrix.html", "en/glossary.html"]) {
    const [reading, ...rest] = file.split("/");
    await page.goto(address(reading, rest.join("/")));
    const activity = page.locator(".box:is(.quiz, .exercise)").first();
    if ((await activity.count()) > 0) {
      await activity.scrollIntoViewIfNeeded();
      await page.locator(".quiz.ready, .timer-go").first().waitFor();
    }
    await page.evaluate((usable) => {
      const shown = (element) => element.checkVisibility() && element.getClientRects().length > 0;
      // Of a choice of one, the arrow keys reach the rest.
      const later = (element) =>
        element.type === "radio" &&
        Array.from(document.getElementsByName(element.name)).find((radio, _i, all) => radio.checked || !all.some((r) => r.checked)) !==
          element;
      window.wanted = Array.from(document.querySelectorAll(usable)).filter(
        (element) => shown(element) && element.tabIndex >= 0 && !later(element),
      );
    }, USABLE);
    const wanted = await page.evaluate(() => window.wanted.length);
    const reached = [];
    const unseen = [];
    for (let n = 0; n < wanted; n++) {
      await page.keyboard.press("Tab");
      const [place, seen, name] = await page.evaluate(() => {
        const focused = document.activeElement;
        const style = getComputedStyle(focused);
        const seen = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || focused.matches("[tabindex='0'], .skip");
        return [window.wanted.indexOf(focused), seen, focused.outerHTML.slice(0, 80)];
      });
      if (place < 0) break;
      if (!seen) unseen.push(name);
      reached.push(place);
    }
    equal(new Set(reached).size, wanted, `${file}: what the Tab key reaches`);
    check(
      reached.every((place, i) => i === 0 || place > reached[i - 1]),
      `${file}: in the order of the page`,
    );
    equal(unseen.join(" "), "", `${file}: without a visible focus`);
  }

  // The first stop leads past the head of the page.
  await page.goto(address("en", "steps/listen.html"));
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  check(await page.evaluate(() => Boolean(document.activeElement.closest("main"))), "the skip link leads to the text");
  await context.close();
};
