// Nothing moves for those who do not want it.
"use strict";

module.exports = async ({ browser, address, check }) => {
  const context = await browser.newContext({ reducedMotion: "reduce" });
  const page = await context.newPage();
  await page.goto(address("en", "steps/listen.html"));
  const duration = () => page.evaluate(() => getComputedStyle(document.querySelector(".tool")).transitionDuration);
  check(/^0s/.test(await duration()), "nothing moves");
  await page.emulateMedia({ reducedMotion: "no-preference" });
  check(!/^0s/.test(await duration()), "for others it may");
  await context.close();
};
