// Plays the packages of a course on the bench of the preview: what is called is shown, what is kept is resumed, and nothing is kept of a review.
//
//   node bench.js ADDRESS [PICTURES]      what `diglot serve` says for a course as that of `lms.js`
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const { launch } = require("./browsers.js");
const { check, equal, summarise } = require("./checks.js");
const { Session, VERSIONS, until } = require("./lms/platform.js");

const AXE = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const [address, pictures] = process.argv.slice(2);

const open = async (context, name) => {
  const page = await context.newPage();
  const trouble = [];
  page.on("pageerror", (error) => trouble.push(error.message));
  page.on("console", (message) => message.type() === "error" && trouble.push(message.text()));
  page.on("request", (request) => request.url().startsWith(address) || trouble.push(request.url()));
  await page.goto(`${address}__diglot/lms/#${name}`);
  const session = Object.assign(new Session(page, name), { trouble });
  await session.course();
  return session;
};

const state = (session) => session.page.locator(".bench-state").innerText();
const calls = (session) => session.page.locator(".bench-panel section:last-child tbody").innerText();
const refused = (session) => session.page.locator("tr.refused").allInnerTexts();
const press = async (session, words) => {
  await session.page.getByRole("button", { name: words, exact: true }).click();
  await session.page.waitForFunction(() => document.querySelectorAll("iframe").length === 1);
  return session.course();
};

async function play(browser, name) {
  const context = await browser.newContext({ locale: "en-GB", viewport: { width: 1280, height: 800 } });
  const session = await open(context, name);
  await session.read("module/one", "en");
  await session.answer(true);
  await until(
    `${name}: the state is shown`,
    (text) => /^1;en;k3m1;.{3};.{8};$/.test(text),
    () => state(session),
  );
  const length = await session.page.locator(".bench-panel section p").first().innerText();
  const room = { "scorm-1.2": " of 4,096", "scorm-2004": " of 64,000", cmi5: "" }[name];
  equal(length, `${(await state(session)).length}${room} characters`, `${name}: its length`);
  const said = await calls(session);
  const [first, last] = VERSIONS[name] ? [VERSIONS[name].calls[0], "cmi.interactions.1.latency"] : ["fetch", "answered"];
  check(said.includes(first) && said.includes(last), `${name}: the calls: ${said}`);
  equal((await refused(session)).join("; "), "", `${name}: nothing is refused`);

  const before = await state(session);
  let course = await press(session, "Resume");
  check(/\/en\/modules\/one\.html/.test(course.url()), `${name}: resumed at ${course.url()}`);
  equal(await state(session), before, `${name}: the state is the same`);
  equal((await refused(session)).join("; "), "", `${name}: nothing is refused after it was resumed`);

  course = await press(session, "Review");
  await until(
    `${name}: the package says that it is a review`,
    (text) => /look back/.test(text),
    () => session.shell().locator("#line").innerText(),
  );
  await session.read("module/two", "zh");
  equal(await state(session), before, `${name}: a review changes nothing`);

  await press(session, "Start again");
  await until(
    `${name}: nothing is known any more`,
    (text) => /^1;(en)?;k3m1;;;$/.test(text),
    () => state(session),
  );
  check(/^0 of 2 required pages/.test(await session.done()), `${name}: begun again: ${await session.done()}`);
  equal(session.trouble.join("; "), "", `${name}: quiet`);
  await context.close();
}

async function look(browser) {
  for (const [width, colorScheme, locale, title] of [
    [360, "light", "en-GB", "Learning platform"],
    [360, "dark", "zh-CN", "学习平台"],
    [1280, "light", "zh-CN", "学习平台"],
    [1280, "dark", "en-GB", "Learning platform"],
  ]) {
    const where = `the bench at ${width}, ${colorScheme}`;
    const context = await browser.newContext({ viewport: { width, height: 740 }, colorScheme, locale });
    const session = await open(context, "scorm-1.2");
    const { page } = session;
    await session.read("module/one", locale.slice(0, 2));
    equal(await page.title(), title, `${where}: its language`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    check(wide <= 0, `${where}: ${wide} px too wide`);
    await page.evaluate(AXE);
    const violations = await page.evaluate(() =>
      window.axe
        .run(document, { iframes: false, preload: false })
        .then((found) => found.violations.map(({ id, nodes }) => `${id} ${nodes[0].html}`)),
    );
    equal(violations.join(" "), "", `${where}: axe`);
    if (pictures) await page.screenshot({ path: path.join(pictures, `bench-${width}-${colorScheme}.png`), fullPage: true });
    await context.close();
  }
}

async function main() {
  const browser = await launch("chromium");
  for (const name of ["scorm-1.2", "scorm-2004", "cmi5"]) await play(browser, name);
  await look(browser);
  await browser.close();
  summarise();
}

main().catch((error) => {
  console.error(error);
  process.exit(2);
});
