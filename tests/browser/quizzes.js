// Questions of every form, by keyboard, in one language and in two; what a learning platform is told, and what it gives back; the final test.
"use strict";

const path = require("node:path");
const { pathToFileURL } = require("node:url");
const { launch } = require("./browsers.js");
const { check, equal, summarise } = require("./checks.js");

const site = path.resolve(process.argv[2], "site");
const address = (page) => pathToFileURL(path.join(site, page)).href;

// Opens a page with the answers that it tells of in `told`.
async function open(context, page, restored) {
  const tab = await context.newPage();
  tab.on("pageerror", (error) => check(false, `${page}: ${error.message}`));
  tab.on("console", (message) => check(message.type() !== "error", `${page}: ${message.text()}`));
  await tab.goto(address(page));
  await tab.evaluate((detail) => {
    window.told = [];
    for (const kind of ["answer", "again", "test"]) {
      document.addEventListener(`diglot:${kind}`, (event) => window.told.push([kind, event.detail]));
    }
    if (detail) document.dispatchEvent(new CustomEvent("diglot:restore", { detail }));
  }, restored);
  await tab.locator(".quiz").scrollIntoViewIfNeeded();
  await tab.locator(".quiz.ready").waitFor();
  return tab;
}

const told = (tab) => tab.evaluate(() => window.told);
const buttons = (question) => question.locator(".quiz-row button:visible").count();

// Moves the steps into their order, by the keys that a person would press.
async function putInOrder(tab, question) {
  const count = await question.locator(".step").count();
  for (let wanted = 0; wanted < count; wanted++) {
    for (;;) {
      const at = await question.locator(".step").evaluateAll((all, w) => all.findIndex((s) => Number(s.dataset.option) === w), wanted);
      if (at <= wanted) break;
      await question.locator(".step").nth(at).locator(".move").first().focus();
      await tab.keyboard.press("Enter");
    }
  }
}

async function forms(context, reading) {
  const tab = await open(context, `${reading}/modules/forms.html`);
  const question = (n) => tab.locator(".question").nth(n);
  const press = async (n, button = 0) => {
    await question(n).locator(".quiz-row button:visible").nth(button).focus();
    await tab.keyboard.press("Enter");
  };

  await question(0).locator("input").first().check();
  await press(0);
  equal(await question(0).locator(".option.right.open").count(), 0, `${reading}: a wrong answer gives nothing away`);
  equal(await question(0).locator(".explanation:visible").count(), 1, `${reading}: but says why it is wrong`);
  await press(0, 1);
  equal(await question(0).locator(".option.right.open").count(), 1, `${reading}: the answer is shown on demand`);
  equal(await buttons(question(0)), 0, `${reading}: and then there is nothing to try`);

  await question(1).locator("input").nth(0).check();
  await question(1).locator("input").nth(1).check();
  await press(1);
  check(await question(1).locator(".quiz-verdict.good").isVisible(), `${reading}: several right answers`);

  await press(2);
  equal((await told(tab)).length, 2, `${reading}: an order that nobody has touched is no answer`);
  await putInOrder(tab, question(2));
  await press(2);
  check(await question(2).locator(".quiz-verdict.good").isVisible(), `${reading}: what is put in order is right`);

  const fields = question(3).locator("select");
  const partners = await question(3)
    .locator(".options > li")
    .evaluateAll((all) => all.map((item) => item.dataset.partner));
  equal(partners.join(), "0,1,0,3", `${reading}: two pairs have the same partner`);
  for (const [i, partner] of ["0", "0", "0", "3"].entries()) await fields.nth(i).selectOption(partner);
  await press(3);
  check(await question(3).locator(".quiz-verdict.bad").isVisible(), `${reading}: a wrong pair`);
  await press(3);
  await fields.nth(1).selectOption("1");
  await press(3);
  check(await question(3).locator(".quiz-verdict.good").isVisible(), `${reading}: the right pairs`);

  equal(await question(4).locator(".answer:visible").count(), 0, `${reading}: a model answer waits`);
  await question(4).locator("textarea").fill("Sorry 对不起");
  await press(4);
  equal(await question(4).locator(".answer:visible").count(), 1, `${reading}: until there is one to compare it with`);
  await press(4);

  const answers = (await told(tab)).filter(([kind]) => kind === "answer").map(([, detail]) => detail);
  equal(
    JSON.stringify(answers.map(({ chosen, right }) => [chosen, right])),
    "[[[0],false],[[0,1],true],[[0,1,2,3],true],[[0,0,0,3],false],[[0,1,0,3],true],[[1],true]]",
    `${reading}: what is told of the answers`,
  );
  equal((await told(tab)).filter(([kind]) => kind === "again").length, 1, `${reading}: and of another try`);
  const score = await tab.locator(".quiz-score").innerText();
  await tab.close();

  const kept = Object.fromEntries(answers.map(({ question, chosen, right }) => [question, { chosen, right }]));
  for (const review of [false, true]) {
    const back = await open(context, `${reading}/modules/forms.html`, { answers: kept, review });
    equal(await back.locator(".quiz-score").innerText(), score, `${reading}: restored, the score is the same`);
    equal((await told(back)).length, 0, `${reading}: and nothing is told again`);
    equal(await back.locator(".quiz-row button:visible").count(), review ? 0 : 2, `${reading}: what was wrong can be tried, but in review`);
    equal(await back.locator(".option.right.open").count(), review ? 3 : 2, `${reading}: in review the answers are shown`);
    await back.close();
  }
  return Object.keys(kept).join();
}

const pressFoot = (tab) => tab.locator(".test-foot button:visible").click();

// Gives every question of a test its right answer.
async function answerAll(tab, reading) {
  for (const question of await tab.locator(".question").all()) {
    const form = await question.getAttribute("data-form");
    if (form === "choice") for (const input of await question.locator(".option.right input").all()) await input.check();
    if (form === "order") {
      await question.locator(".move:enabled").first().click();
      await putInOrder(tab, question);
    }
    if (form === "match") {
      for (const pair of await question.locator(".options > li").all()) {
        await pair.locator("select").selectOption(await pair.getAttribute("data-partner"));
      }
    }
    equal(await question.locator(".explanation:visible").count(), 0, `${reading}: nothing is told before the end`);
  }
}

async function finalTest(browser, reading) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const tab = await open(context, `${reading}/modules/test.html`);
  equal(await tab.locator(".question:visible").count(), 0, `${reading}: a test begins when it is asked for`);
  await tab.emulateMedia({ media: "print" });
  equal(await tab.locator(".question:visible").count(), 3, `${reading}: before that it can be printed`);
  equal(await tab.locator(".verdict:visible, .answer:visible, .quiz-foot:visible").count(), 0, `${reading}: without its answers`);
  await tab.emulateMedia({ media: "screen" });
  await pressFoot(tab);
  equal(await tab.locator(".question").count(), 3, `${reading}: its own question, and two that are drawn`);
  await pressFoot(tab);
  equal((await told(tab)).length, 0, `${reading}: every question is to be answered`);
  await answerAll(tab, reading);
  await pressFoot(tab);
  const [, result] = (await told(tab)).find(([kind]) => kind === "test");
  equal(JSON.stringify(result), '{"right":3,"all":3,"percent":100,"passed":true}', `${reading}: the score of the test`);
  await tab.evaluate(() => {
    window.print = () => {};
  });
  await tab.locator(".certificate-name").fill("王小明");
  await tab.locator(".certificate-form button").click();
  await tab.emulateMedia({ media: "print" });
  check(await tab.locator(".certificate").getByText("王小明").isVisible(), `${reading}: the certificate has the name`);
  equal(await tab.locator(".box.quiz:visible").count(), 0, `${reading}: and is a page of its own`);
  await tab.emulateMedia({ media: "screen" });
  await tab.evaluate(() => window.dispatchEvent(new Event("afterprint")));
  await pressFoot(tab);
  equal(await tab.locator(".question input:checked").count(), 0, `${reading}: another attempt begins anew`);
  await context.close();
}

// An attempt outlives a reload and a change of the language, and its result a new attempt.
async function resumed(browser) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = (reading) => open(context, `${reading}/modules/test.html`);
  const keys = (tab) => tab.locator(".question").evaluateAll((all) => all.map(({ dataset }) => dataset.question).join());
  const orders = (tab) => tab.locator("li[data-option]").evaluateAll((all) => all.map(({ dataset }) => dataset.option).join());
  let tab = await page("en");
  await pressFoot(tab);
  await tab.locator(".option input").first().check();
  const [asked, order] = [await keys(tab), await orders(tab)];
  for (const reading of ["en", "zh", "en-zh"]) {
    await tab.close();
    tab = await page(reading);
    equal(await keys(tab), asked, `${reading}: the same questions`);
    equal(await orders(tab), order, `${reading}: with their options in the same order`);
    check(await tab.locator(".option input").first().isChecked(), `${reading}: and the answer`);
    equal((await told(tab)).length, 0, `${reading}: nothing is told of it`);
  }
  for (const input of await tab.locator(".question input:checked").all()) await input.evaluate((box) => box.click());
  await answerAll(tab, "resumed");
  await pressFoot(tab);
  const verdict = await tab.locator(".quiz-score").innerText();
  await tab.close();
  tab = await page("en-zh");
  equal(await tab.locator(".quiz-score").innerText(), verdict, "the score is there after a reload");
  check(await tab.locator(".certificate-name").isVisible(), "and the certificate");
  equal((await told(tab)).length, 0, "and nothing is told again");
  await context.close();

  // What a learning platform knows of earlier sessions.
  const platform = await browser.newContext();
  tab = await open(platform, "zh/modules/test.html", { answers: {}, best: 50, review: false });
  equal(await tab.locator(".quiz-score").innerText(), "成绩：50%", "the best result");
  equal(await tab.locator(".certificate-name").count(), 0, "below the pass mark there is no certificate");
  await platform.close();
}

async function main() {
  const browser = await launch("chromium");
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const keys = [];
  for (const reading of ["en", "zh", "en-zh"]) {
    keys.push(await forms(context, reading));
    await finalTest(browser, reading);
  }
  await resumed(browser);
  equal(new Set(keys).size, 1, "a question has the same key in every reading");
  await browser.close();
  summarise();
}

main();
