// Light, dark and high contrast: chosen by keyboard, kept, and as the system wishes where nothing is chosen.
"use strict";

// The colours of the page, and the least contrast that its words have there.
function colours() {
  const root = getComputedStyle(document.body);
  return [root.backgroundColor, root.color].join(" on ");
}

const LIGHT = "rgb(251, 249, 245) on rgb(32, 41, 44)";
const DARK = "rgb(20, 25, 27) on rgb(229, 226, 218)";
const BLACK = "rgb(0, 0, 0) on rgb(255, 255, 255)";
const WHITE = "rgb(255, 255, 255) on rgb(0, 0, 0)";

module.exports = async ({ browser, address, check, equal }) => {
  for (const reading of ["en", "zh", "en-zh"]) {
    const context = await browser.newContext({ colorScheme: "dark", viewport: { width: 360, height: 800 } });
    const page = await context.newPage();
    await page.goto(address(reading, "steps/listen.html"));
    equal(await page.evaluate(colours), DARK, `${reading}: as the system wishes`);
    const button = page.locator(".tools .menu > summary");
    await button.focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    for (const expected of [LIGHT, DARK, BLACK]) {
      await page.keyboard.press("ArrowDown");
      equal(await page.evaluate(colours), expected, `${reading}: the arrow keys choose`);
    }
    const card = await page.locator(".tools .menu-card").boundingBox();
    check(card.x >= 0 && card.x + card.width <= 360, `${reading}: the menu is in the window of a phone`);
    await page.keyboard.press("Escape");
    equal(await page.locator(".tools .menu-card").isVisible(), false, `${reading}: Escape closes the menu`);
    check(await button.evaluate((element) => element === document.activeElement), `${reading}: the focus goes back to its button`);
    await button.click();
    // The menu lies on the title.
    await page.locator(".lead").click();
    equal(await page.locator(".tools .menu-card").isVisible(), false, `${reading}: a click elsewhere closes it, too`);
    check(await button.evaluate((element) => element === document.activeElement), `${reading}: and gives the focus back`);

    await page.goto(address(reading, "modules/listening.html"));
    equal(await page.evaluate(colours), BLACK, `${reading}: the choice holds on other pages`);
    equal(await page.locator("input[name=colours]:checked").inputValue(), "contrast", `${reading}: and is shown in the menu`);
    await page.evaluate(() => document.querySelector("input[value=system]").click());
    await page.reload();
    equal(await page.evaluate(colours), DARK, `${reading}: and can be taken back`);
    await context.close();
  }

  for (const [colorScheme, expected] of [
    ["light", WHITE],
    ["dark", BLACK],
  ]) {
    const context = await browser.newContext({ colorScheme, contrast: "more", javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(address("en", "steps/listen.html"));
    equal(await page.evaluate(colours), expected, `${colorScheme}: a system that wants more contrast gets it, without scripts, too`);
    await context.close();
  }

  // Where the system takes all colours away, what is drawn with a ground can still be seen.
  const context = await browser.newContext({ forcedColors: "active" });
  const page = await context.newPage();
  const ground = (selector, pseudo) =>
    page.evaluate(([selector, pseudo]) => getComputedStyle(document.querySelector(selector), pseudo).backgroundColor, [selector, pseudo]);
  await page.goto(address("en", "matrix.html"));
  const paper = await ground("body", null);
  check((await ground(".matrix .mark", "::before")) !== paper, "forced colours: the marks of the matrix");
  await page.goto(address("en", "modules/mindset.html"));
  check((await ground(".box-label", "::before")) !== paper, "forced colours: the signs of the boxes");
  await context.close();
};
