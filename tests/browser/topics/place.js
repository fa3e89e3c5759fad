// The switch of the language keeps the paragraph, in all readings and back again.
"use strict";

// The place that stands at the top of the window.
function atTop() {
  const all = Array.from(document.querySelectorAll(".text [id], main > section[id]"));
  const places = all.filter((element) => !/^zh-|fn-|call-|^question/.test(element.id) && element.getBoundingClientRect().top <= 105);
  return places.length ? places[places.length - 1].id : "";
}

module.exports = async ({ browser, address, check, equal }) => {
  const context = await browser.newContext({ viewport: { width: 1000, height: 700 } });
  const page = await context.newPage();
  for (const file of ["modules/mindset.html", "modules/listening.html", "steps/listen.html"]) {
    await page.goto(address("en", file));
    const ids = await page.evaluate(() => Array.from(document.querySelectorAll(".text > p[id]"), (p) => p.id));
    check(ids.length > 3, `${file}: paragraphs have addresses`);
    const id = ids[Math.floor(ids.length / 2)];
    await page.goto("about:blank");
    await page.goto(`${address("en", file)}#${id}`);
    for (const reading of ["zh", "en-zh", "en"]) {
      await page.locator(`.readings a[data-reading="${reading}"]`).evaluate((link) => link.click());
      await page.waitForURL((url) => url.pathname.includes(`/${reading}/`));
      await page.waitForFunction(() => document.readyState === "complete");
      equal(await page.evaluate(atTop), id, `${file}: the place after the switch to ${reading}`);
      check((await page.evaluate(() => scrollY)) > 100, `${file}: ${reading} is not at the top`);
    }
  }
  // A row that another reading does not begin there leads to the row that holds it.
  await page.goto("about:blank");
  await page.goto(`${address("en", "modules/mindset.html")}#b9999`);
  await page.waitForFunction(() => scrollY > 500);
  check(true, "an address without a block leads to the block before it");

  // The list of the sections shows the one that is being read.
  await page.setViewportSize({ width: 1400, height: 800 });
  await page.goto(address("zh", "modules/mindset.html"));
  const links = await page.$$eval(".here a", (links) => links.map((link) => decodeURIComponent(link.hash)));
  check(links.length > 3, "there are sections");
  for (const hash of [links[2], links[1]]) {
    await page.evaluate((id) => document.getElementById(id).scrollIntoView(), hash.slice(1));
    await page.waitForFunction((hash) => decodeURIComponent(document.querySelector(".here [aria-current]").hash) === hash, hash);
    check(true, `${hash} is shown as the section being read`);
  }
  await context.close();
};
