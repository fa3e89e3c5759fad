// A final test on a learning platform: an attempt goes on from page to page and in the other language, its result the next day; what is typed lasts as long
// as the window.
//
//   node final.js FOLDER      the packages of the course `tests/courses/quizzes`, unpacked
"use strict";

const path = require("node:path");
const { launch } = require("./browsers.js");
const { check, equal, summarise } = require("./checks.js");
const { Session, VERSIONS, port, serve, until } = require("./lms/platform.js");

const NOTES = "[data-notes] textarea";

async function show(session, page) {
  const course = await session.course();
  await course.goto(course.url().replace(/\/course\/.*/, `/course/${page}`));
  await course.waitForFunction(() => window.diglot?.restored);
  await course.locator("[data-notes]").scrollIntoViewIfNeeded();
  await course.locator("[data-notes] summary").waitFor();
  return course;
}

const asked = (course) => course.locator(".question").evaluateAll((all) => all.map(({ dataset }) => dataset.question).join());
const press = (course) => course.locator(".test-foot button:visible").click();

async function play(browser, base, name) {
  const { score, status } = VERSIONS[name];
  const context = await browser.newContext({ locale: "en-GB", viewport: { width: 1300, height: 900 } });
  const page = await context.newPage();
  page.on("pageerror", (error) => check(false, `${name}: ${error.message}`));
  await page.goto(`${base}/platform/${name}`);
  const session = new Session(page, name);
  let course = await show(session, "en/modules/test.html");
  await course.locator("[data-notes] summary").click();
  await course.locator(NOTES).fill("Room 12");
  check(/Not kept for good/.test(await course.locator(".typed-tools").last().innerText()), `${name}: it says that it is not kept`);
  await press(course);
  const questions = await asked(course);
  await course.locator(".option input").first().check();

  course = await show(session, "zh/modules/test.html");
  equal(await asked(course), questions, `${name}: the same attempt in Chinese`);
  await until(
    `${name}: with its answer`,
    (checked) => checked === true,
    () => course.locator(".option input").first().isChecked(),
  );
  equal(await course.locator(NOTES).inputValue(), "Room 12", `${name}: and what was typed`);
  for (const question of await course.locator(".question").all()) {
    const form = await question.getAttribute("data-form");
    if (form === "choice") for (const input of await question.locator(".option.wrong input").all()) await input.check();
    if (form === "order") await question.locator(".move:enabled").first().click();
    if (form === "match") for (const field of await question.locator("select").all()) await field.selectOption({ index: 1 });
  }
  await press(course);
  await until(
    `${name}: the result is reported`,
    (value) => /^\d+$/.test(value),
    () => session.value(score),
  );
  const result = await session.value(score);
  await session.shell().locator("#finish").click();
  await session.shell().locator("#ended h1").waitFor();

  await page.reload();
  course = await show(session, "zh/modules/test.html");
  equal(await course.locator(".quiz-score").innerText(), `成绩：${result}%`, `${name}: the result is there the next day`);
  equal(await course.locator(".question:visible").count(), 0, `${name}: and the attempt is not`);
  equal(await course.locator(NOTES).inputValue(), "", `${name}: nor what was typed`);
  equal(await page.evaluate(() => localStorage.length), 0, `${name}: nothing stays in the browser`);
  check((await session.value(status)) !== "failed", `${name}: nobody fails for good`);
  await context.close();
}

async function main() {
  const others = {};
  const server = await serve(path.resolve(process.argv[2]), others);
  others.own = port(server);
  others.foreign = others.own;
  const browser = await launch("chromium");
  for (const name of Object.keys(VERSIONS)) await play(browser, others.own, name);
  await browser.close();
  server.close();
  summarise();
}

main().catch((error) => {
  console.error(error);
  process.exit(2);
});
