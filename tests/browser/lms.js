// Plays the packages of a course in a learning platform, as learners would: in both languages, with breaks, in odd windows, against a platform that
// refuses.
//
//   node lms.js FOLDER NEWER                FOLDER holds the packages, unpacked: `scorm-1.2`, `scorm-2004`. Their course has the modules `one` and
//                                           `two`, each with a quiz of two questions, in English and Chinese. NEWER holds the same of a later
//                                           version, which has a module and a question more
//   node lms.js --firefox FOLDER NEWER      the same in Firefox, but for what only Chromium can be asked for
//
// Prints what fails. The last line says how much passed; the exit code is 1 when anything failed.
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const { pathToFileURL } = require("node:url");
const { launch } = require("./browsers.js");
const { check, equal, summarise } = require("./checks.js");
const { Session, VERSIONS, port, serve, until } = require("./lms/platform.js");
const { Store } = require("./lms/store.js");

const AXE = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

// Whatever was called is of the package's own version, and says what that version takes.
async function checkCalls(session, where) {
  const { version } = session;
  const calls = await session.calls();
  const foreign = calls.filter(([call]) => !version.calls.includes(call)).map(([call]) => call);
  equal(foreign.join(" "), "", `${where}: calls of the version`);
  const strange = calls.filter(([call, name, value]) => {
    if (!/Set/.test(call)) return false;
    const takes = version.takes[name.replace(/\.interactions\.\d+\./, ".interactions.n.")];
    return !takes?.test(value);
  });
  equal(JSON.stringify(strange), "[]", `${where}: what was set`);
  const ends = calls.filter(([call]) => /Finish|Terminate/.test(call));
  check(ends.length <= 1, `${where}: ended ${ends.length} times`);
}

const open = async (context, base, name, query = "") => {
  const page = await context.newPage();
  const trouble = [];
  page.on("pageerror", (error) => trouble.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !/scorm|404/i.test(message.text())) trouble.push(message.text());
  });
  await page.goto(`${base}/platform/${name}?${query}`);
  const session = new Session(page, name);
  session.trouble = trouble;
  return session;
};

// Answers all in English, changes the language, ends; goes on in Chinese where it was; passes; answers wrongly, and is still passed.
async function learn(browser, base, name) {
  const { status, score, place, opened, passed, below } = VERSIONS[name];
  const context = await browser.newContext({ locale: "en-GB", viewport: { width: 1300, height: 900 } });
  let session = await open(context, base, name);
  await session.course();
  await until(
    `${name}: a status is set at once`,
    (value) => value === opened,
    () => session.value(status),
  );
  await session.read("module/one", "en");
  await session.answer(true);
  await until(
    `${name}: no score before all is answered`,
    (value) => value === null,
    () => session.value(score),
  );
  await session.read("module/two", "en");
  await session.answer(false);
  await until(
    `${name}: the score`,
    (value) => value === "50",
    () => session.value(score),
  );
  equal(await session.value(status), below, `${name}: below the score to pass`);
  check(
    /2 of 2 required pages · 4 of 4 questions · Score: 50 %/.test(await session.done()),
    `${name}: the bar says ${await session.done()}`,
  );

  let course = await session.course();
  await course.locator('.readings a[data-reading="zh"]').click();
  await until(
    `${name}: the bar speaks Chinese`,
    (text) => /得分/.test(text),
    () => session.done(),
  );
  course = await session.course();
  await course.waitForFunction(() => window.diglot?.restored);
  await course.evaluate(() => document.querySelector("h2#more").scrollIntoView());
  await until(
    `${name}: the place`,
    (value) => value === "module/two#more",
    () => session.value(place),
  );
  const before = (await session.calls()).filter(([call]) => /Commit/.test(call)).length;
  check(before > 0 && before < 30, `${name}: ${before} commits`);
  await session.shell().locator("#finish").click();
  await until(
    `${name}: the end is told in Chinese`,
    (text) => /已保存/.test(text),
    () => session.shell().locator("#ended").innerText(),
  );
  await checkCalls(session, name);
  equal(session.trouble.join("; "), "", `${name}: quiet`);

  // The next day: in Chinese, at the same place, with the same answers.
  await session.page.reload();
  session = Object.assign(new Session(session.page, name), { trouble: session.trouble });
  const resumed = await session.course();
  check(/\/zh\/modules\/two\.html#more$/.test(resumed.url()), `${name}: resumed at ${resumed.url()}`);
  await resumed.waitForFunction(() => window.diglot?.restored);
  await resumed.locator(".box.quiz").first().scrollIntoViewIfNeeded();
  await resumed.locator(".quiz.ready").first().waitFor();
  equal(await resumed.locator(".question input:checked").count(), 2, `${name}: the answers are there`);
  check((await session.done()).includes("50%"), `${name}: the score is there: ${await session.done()}`);
  await session.answer(true);
  await until(
    `${name}: passed`,
    (value) => value === passed,
    () => session.value(status),
  );
  equal(await session.value(score), "100", `${name}: the best score`);
  await resumed.locator('.readings a[data-reading="en-zh"]').click();
  await until(
    `${name}: side by side`,
    (count) => count === 1,
    async () => (await session.course()).locator('html[data-reading="en-zh"]').count(),
  );
  await session.read("module/one", "en-zh");
  await session.answer(false);
  await until(
    `${name}: the bar still says passed`,
    (text) => /Passed/.test(text) && /100/.test(text),
    () => session.done(),
  );
  equal(await session.value(status), passed, `${name}: still passed`);
  equal(await session.value(score), "100", `${name}: the score never falls`);
  await checkCalls(session, `${name}, resumed`);

  // A later version of the course keeps all but what is new.
  await session.shell().locator("#finish").click();
  await session.page.goto(`${base}/platform/${name}?in=newer`);
  const later = new Session(session.page, name);
  await later.course();
  await until(
    `${name}: a later version`,
    (text) => /2 of 3 required pages · 4 of 5 questions · Score: 100 % · Passed/.test(text),
    () => later.done(),
  );
  equal(await later.value(status), passed, `${name}: passed in the later version`);
  await context.close();
}

// Closed in the midst of it: no score, not failed; the window is the end.
async function leave(browser, base, name) {
  const context = await browser.newContext({ locale: "zh-CN" });
  const session = await open(context, base, name);
  const course = await session.course();
  check(/\/zh\//.test(course.url()), `${name}: a Chinese browser begins in Chinese: ${course.url()}`);
  await session.read("module/one", "zh");
  await session.answer(true);
  await session.page.evaluate(() => {
    const frame = document.getElementById("package");
    frame.remove();
  });
  await until(
    `${name}: ended once`,
    (ends) => ends === 1,
    async () => (await session.calls()).filter(([call]) => /Finish|Terminate/.test(call)).length,
  );
  equal(await session.value(VERSIONS[name].score), null, `${name}: no score when it is left early`);
  equal(await session.value(VERSIONS[name].status), VERSIONS[name].opened, `${name}: not failed when it is left early`);
  await checkCalls(session, `${name}, left early`);
  await context.close();
}

// The whole course by keyboard: from its beginning through its pages and questions to the button that ends it.
async function byKeyboard(browser, base, name) {
  const context = await browser.newContext({ locale: "en-GB", viewport: { width: 1300, height: 900 } });
  const session = await open(context, base, name);
  const { keyboard } = session.page;
  const focused = async (frame, selector) =>
    frame.evaluate((wanted) => document.hasFocus() && document.activeElement.matches(wanted), selector);
  // Goes on to what matches, as somebody does who does not see where it is.
  const goTo = async (frame, selector, key = "Tab") => {
    for (let i = 0; i < 150; i++) {
      if (await focused(frame, selector)) return;
      await keyboard.press(key);
    }
    check(false, `${name}: no key leads to ${selector}`);
  };
  const shown = async (item) => {
    await until(
      `${name}: ${item} is opened by keyboard`,
      (url) => url.includes(`/modules/${item}.html`),
      async () => (await session.course()).url(),
    );
    const course = await session.course();
    await course.waitForFunction(() => window.diglot?.restored && document.hasFocus());
    return course;
  };
  let course = await session.course();
  await course.waitForFunction(() => document.hasFocus());
  await goTo(course, "a[href*='/one.html'], a[href^='modules/one.html']");
  await keyboard.press("Enter");
  for (const item of ["one", "two"]) {
    course = await shown(item);
    // Keys are pressed faster here than the quiz comes.
    await goTo(course, ".question :is(summary, input)");
    await course.locator(".quiz.ready").waitFor();
    for (const number of [1, 2]) {
      await goTo(course, `.question:nth-child(${number}) input`);
      await keyboard.press("Space");
      await goTo(course, `.question:nth-child(${number}) .quiz-row button`);
      await keyboard.press("Enter");
    }
    await goTo(course, "[data-mark-read]");
    await course.waitForFunction(() => document.activeElement.checked);
    if (item === "one") {
      await goTo(course, "a.next");
      await keyboard.press("Enter");
    }
  }
  await until(
    `${name}: passed by keyboard`,
    (value) => value === VERSIONS[name].passed,
    () => session.value(VERSIONS[name].status),
  );
  await goTo(session.shell(), "#finish", "Shift+Tab");
  await keyboard.press("Enter");
  await until(
    `${name}: ended by keyboard`,
    (text) => /Saved/.test(text),
    () => session.shell().locator("#ended").innerText(),
  );
  await context.close();
}

// The platform's interface is looked for far up, in the opener, and behind windows of others.
async function oddWindows(browser, base, name) {
  const context = await browser.newContext();
  for (const how of ["deep", "foreign"]) {
    const session = await open(context, base, name, `how=${how}`);
    await session.course();
    await until(
      `${name}, ${how}: heard`,
      (value) => value !== null,
      () => session.value(VERSIONS[name].status),
    );
    equal(await session.shell().locator("#line").isVisible(), false, `${name}, ${how}: nothing to complain of`);
    await session.page.close();
  }
  const session = await open(context, base, name, "how=opener");
  const [window] = await Promise.all([context.waitForEvent("page"), session.page.locator("button").click()]);
  session.opened = window;
  await session.course();
  await until(
    `${name}, opener: heard`,
    (value) => value !== null,
    () => session.value(VERSIONS[name].status),
  );
  await context.close();
}

// Whatever is not recorded is said.
async function refusals(browser, base, name) {
  const { calls, mode, status } = VERSIONS[name];
  const context = await browser.newContext({ locale: "en-GB" });
  const line = (session) => session.shell().locator("#line").innerText();
  let session = await open(context, base, name, "how=none");
  await session.course();
  await until(
    `${name}: no platform`,
    (text) => /nothing is recorded/.test(text),
    () => line(session),
  );
  await session.shell().locator("#finish").click();
  check(!/Saved/.test(await session.shell().locator("#ended").innerText()), `${name}: nothing was saved without a platform`);

  for (const call of [calls[0], calls[2], calls[3]]) {
    session = await open(context, base, name, `no=${call}`);
    await session.course();
    await until(
      `${name}: ${call} is refused`,
      (text) => text.includes(call) && /error \d+/.test(text),
      () => line(session),
    );
  }
  session = await open(context, base, name, `no=${calls[3]}`);
  await session.course();
  await until(
    `${name}: tried again`,
    (tries) => tries > 1,
    async () => (await session.calls()).filter(([call]) => call === calls[3]).length,
  );
  await session.page.evaluate(() => {
    window.no = null;
  });
  await until(
    `${name}: taken after all`,
    (shown) => shown === false,
    () => session.shell().locator("#line").isVisible(),
  );

  const inMode = (word) => {
    const set = name === "scorm-1.2" ? { core: { lesson_mode: word } } : { mode: word };
    return open(context, base, name, `set=${encodeURIComponent(JSON.stringify(set))}`);
  };
  session = await inMode("review");
  await session.read("module/one", "en");
  await until(
    `${name}: review`,
    (text) => /look back/.test(text),
    () => line(session),
  );
  await session.shell().locator("#finish").click();
  equal((await session.calls()).filter(([call]) => /Set|Commit/.test(call)).length, 0, `${name}: in ${mode} review nothing is written`);
  equal(await session.value(status), null, `${name}: no status in review`);

  session = await inMode("browse");
  const ahead = await session.read("module/one", "en");
  await session.answer(false);
  equal(await ahead.locator(".option.right.open").count(), 0, `${name}: a preview gives no answer away`);
  await session.shell().locator("#finish").click();
  const written = (await session.calls()).filter(([call]) => /Set|Commit/.test(call)).map(([, called, value]) => `${called}=${value}`);
  // SCORM 1.2 takes a visit of which it hears nothing for a complete one.
  equal(written.join(), name === "scorm-1.2" ? `${status}=browsed` : "", `${name}: a preview is none`);
  await context.close();
}

// The platform loses what it cannot send, and the browser the page that it cannot load; the learner is told, and nothing is missing afterwards.
async function badConnection(browser, base, name) {
  const { calls, status, score, passed } = VERSIONS[name];
  const context = await browser.newContext({ locale: "en-GB" });
  // What is on this machine is never offline.
  const session = await open(context, base.replace("127.0.0.1", "platform.localhost"), name);
  const shown = (id) => session.shell().locator(id).innerText();
  const arrived = (value) => session.page.evaluate((wanted) => window.arrived[wanted], value);
  await session.read("module/one", "en");
  await session.answer(true);
  await session.read("module/two", "en");
  await session.page.evaluate((call) => {
    window.no = new RegExp(call);
  }, calls[3]);
  await session.answer(true);
  await until(
    `${name}: a lost commit is told`,
    (text) => text.includes(calls[3]),
    () => shown("#line"),
  );
  equal(await arrived(score), undefined, `${name}: the score is lost`);
  await session.page.evaluate(() => {
    window.no = null;
  });
  await until(
    `${name}: passed after all`,
    (value) => value === passed,
    () => arrived(status),
  );
  equal(await arrived(score), "100", `${name}: the score after all`);
  check(/;100p$/.test(await arrived("cmi.suspend_data")), `${name}: the state after all: ${await arrived("cmi.suspend_data")}`);

  await context.setOffline(true);
  await until(
    `${name}: offline`,
    (text) => /You are offline/.test(text),
    () => shown("#line"),
  );
  await session.shell().locator("#finish").click();
  check(await session.shell().locator("#ended").isHidden(), `${name}: no end before it can be saved`);
  await (await session.course()).locator("a.previous").click();
  await until(
    `${name}: no page`,
    (text) => /did not open/.test(text),
    () => shown("#unopened"),
  );
  await context.setOffline(false);
  await until(
    `${name}: online`,
    (text) => text === "",
    () => shown("#line"),
  );
  await session.shell().locator("#unopened button").click();
  const course = await session.course();
  await course.waitForFunction(() => window.diglot?.restored);
  check(/modules\/two\.html/.test(course.url()), `${name}: back at ${course.url()}`);
  await session.page.waitForTimeout(2500);
  equal(await shown("#unopened"), "", `${name}: a page is a page`);
  await session.shell().locator("#finish").click();
  await until(
    `${name}: saved`,
    (text) => /Saved/.test(text),
    () => shown("#ended"),
  );
  equal(await arrived(status), passed, `${name}: passed at the end`);
  await context.close();
}

// What axe finds in the shell; it has been put there.
const violations = (page) =>
  page.evaluate(() =>
    window.axe.run(document, { iframes: false, preload: false }).then((found) => found.violations.map(({ id }) => id).join(" ")),
  );

// From a disk, without a platform: quiet, by keyboard, at each width, light and dark.
async function fromDisk(browser, folder, name) {
  for (const [width, colorScheme, locale] of [
    [360, "light", "en-GB"],
    [360, "dark", "zh-CN"],
    [1280, "light", "zh-CN"],
    [1280, "dark", "en-GB"],
  ]) {
    const where = `${name} from a disk at ${width}, ${colorScheme}`;
    const context = await browser.newContext({ viewport: { width, height: 740 }, colorScheme, locale });
    const page = await context.newPage();
    const trouble = [];
    page.on("pageerror", (error) => trouble.push(error.message));
    page.on("console", (message) => message.type() === "error" && trouble.push(message.text()));
    page.on("request", (request) => request.url().startsWith("file:") || trouble.push(request.url()));
    await page.goto(pathToFileURL(path.join(folder, name, "index.html")).href);
    const session = new Session(page, name);
    const course = await session.course();
    await until(
      `${where}: the line`,
      (text) => text.length > 5,
      () => page.locator("#line").innerText(),
    );
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    check(wide <= 0, `${where}: ${wide} px too wide`);
    await page.evaluate(AXE);
    equal(await violations(page), "", `${where}: axe`);
    // Whoever types is in the page; the button stands before it.
    await course.waitForFunction(() => document.hasFocus());
    await page.keyboard.press("Tab");
    equal(await course.evaluate(() => document.activeElement.className), "skip", `${where}: the first stop`);
    await session.read("module/one", locale.slice(0, 2));
    await until(
      `${where}: a page is read`,
      (text) => /1/.test(text),
      () => session.done(),
    );
    await page.locator("#finish").focus();
    await page.keyboard.press("Enter");
    check(await page.locator("#ended").isVisible(), `${where}: the end`);
    equal(await violations(page), "", `${where}: axe at the end`);
    equal(trouble.join("; "), "", `${where}: quiet`);
    equal(await page.evaluate(() => localStorage.length), 0, `${where}: nothing stays in the browser`);
    await context.close();
  }
}

// The same with a record store: statements in their order, a document for the state, a reload, a refusal, a look back.
async function records(browser, base, others) {
  const store = new Store();
  others.store = store;
  const context = await browser.newContext({ locale: "en-GB", viewport: { width: 1300, height: 900 } });
  const page = await context.newPage();
  const session = new Session(page, "cmi5");
  const open = async () => {
    await page.goto(store.launch(base, "/packages/cmi5/index.html"));
    return session.course();
  };
  const verbs = (what, wanted) =>
    until(
      `cmi5: ${what}`,
      (said) => said === wanted,
      async () => store.verbs().join(" "),
    );
  await open();
  await verbs("opened", "initialized");
  await session.read("module/one", "en");
  await session.answer(true);
  await verbs("answered", "initialized answered answered");
  await session.read("module/two", "zh");
  await session.answer(false);
  const before = "initialized answered answered answered answered completed";
  await verbs("completed below the score to pass", before);
  await session.shell().locator("#finish").click();
  await verbs("ended", `${before} terminated`);
  await until(
    "cmi5: the end is told",
    (text) => /已保存/.test(text),
    () => session.shell().locator("#ended").innerText(),
  );

  const course = await open();
  check(/\/zh\/modules\/two\.html/.test(course.url()), `cmi5: resumed at ${course.url()}`);
  await course.waitForFunction(() => window.diglot?.restored);
  await session.answer(true);
  await until(
    "cmi5: passed once",
    (said) => /answered answered passed$|answered passed answered$/.test(said),
    async () => store.verbs().join(" "),
  );
  const passed = store.statements.find(({ verb }) => /passed$/.test(verb.id));
  equal(passed.result.score.scaled, 1, "cmi5: the score");
  equal(passed.context.extensions["https://w3id.org/xapi/cmi5/context/extensions/masteryscore"], 0.8, "cmi5: the score to pass");
  const asked = store.statements.find(({ verb }) => /answered$/.test(verb.id));
  check(/one 1/.test(Object.values(asked.object.definition.description)[0]), `cmi5: the question: ${JSON.stringify(asked.object)}`);

  store.refuses = 503;
  await session.answer(false);
  await until(
    "cmi5: a refusal is told",
    (text) => /503/.test(text),
    () => session.shell().locator("#line").innerText(),
  );
  store.refuses = null;
  await until(
    "cmi5: taken after all",
    (shown) => shown === false,
    () => session.shell().locator("#line").isVisible(),
  );

  store.launchData = { launchMode: "Review" };
  const count = store.statements.length;
  await open();
  await session.read("module/one", "en");
  await until(
    "cmi5: review",
    (text) => /look back/.test(text),
    () => session.shell().locator("#line").innerText(),
  );
  const since = store.verbs().slice(count);
  equal(since.filter((verb) => !/initialized|terminated/.test(verb)).join(" "), "", "cmi5: nothing is said in review");
  equal(store.trouble.join("; "), "", "cmi5: what the store has to say");
  await context.close();
}

async function main() {
  const firefox = process.argv.includes("--firefox");
  const [folder, newer] = process.argv
    .slice(2)
    .filter((argument) => argument !== "--firefox")
    .map((name) => path.resolve(name));
  if (!folder || !newer) {
    console.log("usage: node lms.js [--firefox] FOLDER NEWER, the packages of two versions of a course");
    process.exit(2);
  }
  const others = { newer };
  const server = await serve(folder, others);
  const second = await serve(folder, others);
  others.own = port(server);
  others.foreign = port(second).replace("127.0.0.1", "localhost");
  const browser = await launch(firefox ? "firefox" : "chromium");
  const only = process.env.LMS_ONLY;
  const wanted = (topic) => !only || topic.name === only;
  const topics = firefox ? [learn, leave, byKeyboard] : [learn, leave, oddWindows, refusals, badConnection, byKeyboard];
  for (const name of Object.keys(VERSIONS)) {
    for (const topic of topics.filter(wanted)) await topic(browser, others.own, name);
    if (!firefox && wanted(fromDisk)) await fromDisk(browser, folder, name);
  }
  if (wanted(records)) await records(browser, others.own, others);
  await browser.close();
  server.close();
  second.close();
  summarise();
}

main().catch((error) => {
  console.error(error);
  process.exit(2);
});
