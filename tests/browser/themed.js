// A course with a theme and an address, as a server shows it: the page for a missing address, the logo, a quiz with several right answers.
//
//   node themed.js FOLDER      FOLDER is what `diglot build` made of `tests/courses/themed`
//
// Prints what fails. The exit code is 1 when anything failed.
"use strict";

const fs = require("node:fs");
const http = require("node:http");
const path = require("node:path");
const { launch } = require("./browsers.js");
const { equal, summarise } = require("./checks.js");

// The path of the course's `site-url`.
const BASE = "/desk/";
const TYPES = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml" };

// Shows the nearest `404.html` for what is not there, as web servers do when they are told to.
function serve(site) {
  const server = http.createServer((request, response) => {
    const name = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    const send = (status, file) => {
      response.writeHead(status, { "content-type": TYPES[path.extname(file)] || "application/octet-stream" });
      response.end(fs.readFileSync(file));
    };
    if (!name.startsWith(BASE)) return response.writeHead(404).end();
    const file = path.join(site, name.slice(BASE.length));
    if (fs.existsSync(file) && fs.statSync(file).isFile()) return send(200, file);
    const reading = path.join(site, name.slice(BASE.length).split("/")[0], "404.html");
    return send(404, fs.existsSync(reading) ? reading : path.join(site, "404.html"));
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

async function checkMissing(browser, address) {
  for (const colorScheme of ["light", "dark"]) {
    const context = await browser.newContext({ colorScheme });
    const page = await context.newPage();
    for (const [missing, lang, home] of [
      ["en/steps/nowhere.html", "en", "en/index.html"],
      ["zh/deep/down/nowhere.html", "zh-Hans", "zh/index.html"],
      ["en-zh/nowhere.html", "en", "en-zh/index.html"],
      ["nowhere", "en", "en/index.html"],
    ]) {
      const refused = [];
      page.removeAllListeners();
      page.on("response", (response) => response.status() !== 200 && refused.push(response.url()));
      await page.goto(address(missing));
      equal(refused.join(" "), address(missing), `${missing}: nothing else is missing`);
      const found = await page.evaluate(() => ({
        lang: document.documentElement.lang,
        home: document.querySelector("main a").getAttribute("href"),
        accent: getComputedStyle(document.querySelector("main a")).color,
        logo: document.querySelector(".brand-logo").naturalWidth,
      }));
      equal(found.lang, lang, `${missing}: its language`);
      equal(found.home, BASE + home, `${missing}: the way out`);
      equal(found.accent, colorScheme === "light" ? "rgb(91, 58, 140)" : "rgb(196, 168, 240)", `${missing}: the colours of the theme`);
      equal(found.logo > 0, true, `${missing}: the logo is shown`);
      await page.locator("main a").first().click();
      await page.waitForURL(address(home));
      equal(await page.locator("h1").count(), 1, `${missing}: the way out leads somewhere`);
    }
    await page.goto(address("zh/steps/hello.html"));
    await page.waitForURL(address("zh/steps/greet.html"));
    await page.goto(address("index.html#choose"));
    equal(
      await page.evaluate(() => document.querySelector(".brand-logo").naturalWidth > 0),
      true,
      "the question for a language has the logo",
    );
    await context.close();
  }
}

// The second question has two right options: boxes instead of a choice of one.
async function checkQuiz(browser, address) {
  for (const [reading, score] of [
    ["en", "2 of 2 right"],
    ["zh", "2题答对2题"],
  ]) {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(address(`${reading}/steps/greet.html`));
    await page.locator(".quiz.ready").waitFor();
    const [one, several] = [page.locator(".question").nth(0), page.locator(".question").nth(1)];
    equal(await one.locator("input[type=radio]").count(), 2, `${reading}: one right option makes a choice of one`);
    equal(await several.locator("input[type=checkbox]").count(), 3, `${reading}: several right options make boxes`);
    equal(await several.locator(".quiz-hint").isVisible(), true, `${reading}: and that is said`);
    equal(await several.locator(".options").getAttribute("role"), "group", `${reading}: the boxes are a group`);

    await one.locator("input").first().focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("Enter");
    const boxes = several.locator("input");
    const answer = async (...chosen) => {
      for (const i of [0, 1, 2]) {
        await boxes.nth(i).focus();
        if ((await boxes.nth(i).isChecked()) !== chosen.includes(i)) await page.keyboard.press("Space");
      }
      await page.keyboard.press("Enter");
      const right = await several.locator(".quiz-verdict.good").isVisible();
      return `${right ? "right" : "wrong"}, ${await several.locator(".explanation:visible").count()} explained`;
    };
    equal(await answer(0), "wrong, 1 explained", `${reading}: one of two is not enough`);
    await page.keyboard.press("Enter");
    equal(await boxes.nth(0).isChecked(), true, `${reading}: tried again, the earlier choice is still there`);
    equal(await answer(0, 1, 2), "wrong, 3 explained", `${reading}: one too many is not right`);
    await page.keyboard.press("Enter");
    equal(await answer(0, 2), "right, 2 explained", `${reading}: both, and no other one`);
    equal(await page.locator(".quiz-score").innerText(), score, `${reading}: the score`);
    await context.close();
  }
}

async function main() {
  const site = path.resolve(process.argv[2] || "", "site");
  if (!fs.existsSync(site)) {
    console.log("usage: node themed.js FOLDER, the folder that holds site/");
    process.exit(2);
  }
  const server = await serve(site);
  const address = (name) => `http://127.0.0.1:${server.address().port}${BASE}${name}`;
  const browser = await launch("chromium");
  try {
    await checkMissing(browser, address);
    await checkQuiz(browser, address);
  } finally {
    await browser.close();
    server.close();
  }
  summarise();
}

main().catch((error) => {
  console.log(`FAILED ${error.stack || error}`);
  process.exitCode = 1;
});
