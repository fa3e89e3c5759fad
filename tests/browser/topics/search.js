// The search, from the disk and from a server: both languages, beginnings of words, wrong letters, full-width letters, keys.
"use strict";

const fs = require("node:fs");
const path = require("node:path");

module.exports = async ({ browser, site, address, served, check, equal }) => {
  for (const base of [address, served]) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    const input = page.locator("dialog.search input");
    const results = page.locator(".search-results a");
    const ask = async (words) => {
      await input.fill(words);
      await page.waitForFunction(() => document.querySelector(".search-status").textContent !== "");
      return (await results.allInnerTexts()).join("\n");
    };
    for (const reading of ["en", "zh"]) {
      await page.goto(base(reading, "steps/listen.html"));
      await page.keyboard.press("/");
      const where = `${reading} ${page.url().slice(0, 4)}`;

      check(/倾听|Listen/.test(await ask(reading === "en" ? "listen" : "倾听")), `${where}: a word of its own language`);
      check((await page.locator(".result-group").count()) > 1, `${where}: the hits are grouped by kind`);
      const shown = await results.count();
      const more = page.locator(".result-more").first();
      await more.click();
      check((await results.count()) > shown, `${where}: all hits of a kind can be shown`);
      check((await page.locator(".result-text mark").count()) > 0, `${where}: the matching sentence is marked`);
      equal(await page.locator(".result-other").count(), 0, `${where}: hits of its own language are enough`);

      await ask(reading === "en" ? "同理心" : "empathy");
      equal(await page.locator(".result-other").count(), 1, `${where}: a word of the other language is offered from there`);
      const lang = reading === "en" ? "zh" : "en";
      check((await results.first().getAttribute("href")).includes(`/${lang}/`), `${where}: it leads to the other language`);

      const mixed = await ask("倾听 listen");
      check(/倾听/.test(mixed) && /listen/i.test(mixed), `${where}: a query in both languages finds both`);
      equal(await ask("zzzzqqq"), "", `${where}: nonsense finds nothing`);
      check((await page.locator(".search-status").innerText()).length > 3, `${where}: and says so`);
    }
    await page.goto(base("en", "index.html"));
    await page.keyboard.press("/");
    check(/empath/i.test(await ask("empat")), "the beginning of a word is enough");
    for (const wrong of ["custmer", "cusstomer", "cuxtomer", "cutsomer", "ｃｕｓｔｏｍｅｒ", "CUSTOMER"]) {
      check(/customer/i.test(await ask(wrong)), `${wrong} finds customers`);
    }
    check(/shouts or swears/.test(await ask("shouting")), "another ending finds the word");
    equal(await ask("thrust"), "", "no other word is taken for a misspelt one");
    check(/客诉 · 见“投诉”/.test(await ask("客诉")), "a word that is avoided leads to the one that is used");
    check(/同理心/.test(await ask("tongli xin")), "Chinese is found by its sound");
    equal(await ask("ustomer"), "", "the middle of a word is not a word");

    // Keys: down to the first result and the second, up again, Enter opens.
    await ask("listen");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    check(await results.nth(1).evaluate((link) => link === document.activeElement), "down goes to the second result");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    check(await input.evaluate((field) => field === document.activeElement), "up goes back to the field");
    const target = await results.first().evaluate((link) => link.href);
    await page.keyboard.press("Enter");
    await page.waitForURL(target);
    check(true, "Enter opens the first result");
    await page.keyboard.press("/");
    await input.fill("listen");
    await page.keyboard.press("Escape");
    check(!(await page.locator("dialog.search").isVisible()), "Escape closes the search");
    await context.close();
  }
  // A directory is asked for each time, its files may be kept for ever: their names change with what is in them.
  const context = await browser.newContext();
  const page = await context.newPage();
  const asked = [];
  page.on("request", (request) => /search\./.test(request.url()) && asked.push(request.url().split("/").pop()));
  for (let visit = 0; visit < 2; visit++) {
    await page.goto(served("en", "steps/listen.html"));
    await page.keyboard.press("/");
    await page.waitForFunction(() => diglot.loaded["en-GB/0"]);
  }
  const names = asked.map((name) => name.replace(/\d{13}$/, "TIME"));
  const file = fs.readdirSync(path.join(site, "assets")).find((name) => /^search\.en\.\w+\.js$/.test(name));
  equal(names.join(" "), `search.en.js?TIME ${file} search.en.js?TIME ${file}`, "one small request more");
  check(asked[0] !== asked[2], "a directory never comes from the cache");
  await context.close();
};
