// Looks at a built website as a person would: opens every page, follows every link, changes the language, turns scripts off.
//
//   node run.js FOLDER [TOPIC…]      FOLDER is what `diglot build` made: it holds `site/`, and `print/` if there are PDFs. With topics
//                                    (`search`, `quiz` and the other files of `topics/`), only they are looked at
//   node run.js --firefox FOLDER …   the same in Firefox, but for what only Chromium can be asked for
//
// Prints what fails. The last line says how much passed; the exit code is 1 when anything failed.
"use strict";

const fs = require("node:fs");
const http = require("node:http");
const path = require("node:path");
const { pathToFileURL, fileURLToPath } = require("node:url");
const { launch } = require("./browsers.js");
const { check, equal, summarise } = require("./checks.js");

const FIREFOX = process.argv.includes("--firefox");
const ARGUMENTS = process.argv.slice(2).filter((argument) => argument !== "--firefox");
const PAGES_AT_ONCE = 4;
// What a page needs to be read does not depend on the browser at each width.
const WIDTHS = FIREFOX ? [360] : [360, 1280];
// The topics that Firefox can be asked for. It does not yet let itself be told colours, media, downloads and to leave out scripts, and it measures no
// shifts of the layout.
const IN_FIREFOX = ["keys", "matrix", "pairs", "place", "quiz", "search", "tooltip"];
// Where the site lies on the server: a path below the root, as on an intranet.
const SUB_PATH = "/hr/courses/complaints/";
const MARKS = 31;

function htmlFiles(folder) {
  const found = [];
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) found.push(...htmlFiles(file));
    else if (entry.name.endsWith(".html")) found.push(file);
  }
  return found.sort();
}

// Reports what a page must never do: complain on the console, or ask another host for anything.
function watch(page, inside) {
  const trouble = [];
  page.on("console", (message) => {
    if (message.type() === "error") trouble.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => trouble.push(`script: ${error.message}`));
  page.on("request", (request) => {
    if (!inside(request.url())) trouble.push(`request outside: ${request.url()}`);
  });
  page.on("requestfailed", (request) => {
    // Leaving a page ends what it was still loading.
    const reason = request.failure().errorText;
    if (!/^(net::ERR_ABORTED|NS_BINDING_ABORTED)$/.test(reason)) trouble.push(`request failed: ${request.url()} ${reason}`);
  });
  return trouble;
}

// What can be told from a page that is open.
function facts() {
  const all = (selector) => Array.from(document.querySelectorAll(selector));
  const named = (element) =>
    (element.getAttribute("aria-label") || element.textContent || "").trim() ||
    Array.from(element.querySelectorAll("img")).some((image) => image.alt);
  const ids = all("[id]").map((element) => element.id);
  return {
    lang: document.documentElement.lang,
    title: document.title,
    headings: all("h1").length,
    skipped: all("h1, h2, h3, h4, h5, h6")
      .map((heading) => Number(heading.tagName[1]))
      .filter((level, i, levels) => i > 0 && level > levels[i - 1] + 1).length,
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    text: document.body.innerText.length,
    twice: ids.filter((id, i) => ids.indexOf(id) !== i),
    ids,
    addresses: all("[href], [src]")
      .map((element) => element.href || element.src)
      .map(String),
    nameless: all("a[href], button").filter((element) => !element.closest("[hidden]") && !named(element)).length,
    withoutAlt: all("img:not([alt])").length,
    broken: all("img")
      .filter((image) => image.complete && image.naturalWidth === 0)
      .map((image) => image.src),
    unseen: all(".text :is(p, li, td, section, figure, h2, h3)").filter(
      (element) => !element.closest("details:not([open]), [hidden], .scripted-only, .on-paper") && element.getClientRects().length === 0,
    ).length,
    inline: all("[style], style, script:not([src])").length,
    readings: all(".readings a").map((link) => [link.dataset.reading, link.href]),
    alternates: all("link[hreflang]").map((link) => [link.hreflang, link.href]),
  };
}

// The language that the page of a reading is in: that of its first language, whatever script it names.
function expectedLang(relative) {
  const reading = relative.split("/")[0];
  return reading.endsWith(".html") || reading === "go" ? null : reading.split("-")[0];
}

// Opens every page from the disk at both widths.
async function openAll(browser, site, files) {
  const seen = new Map();
  for (const width of WIDTHS) {
    const context = await browser.newContext({ viewport: { width, height: 800 } });
    const queue = files.slice();
    const inside = (url) => url.startsWith(pathToFileURL(site).href);
    const work = async () => {
      const page = await context.newPage();
      const trouble = watch(page, inside);
      for (let file = queue.shift(); file; file = queue.shift()) {
        const relative = path.relative(site, file).split(path.sep).join("/");
        const where = `${relative} at ${width}`;
        trouble.length = 0;
        // The first page of all and the short links lead on by themselves, unless they are asked not to.
        await page.goto(pathToFileURL(file).href + (/^(index\.html$|go\/)/.test(relative) ? "#choose" : ""));
        if (page.url().split("#")[0] !== pathToFileURL(file).href) continue;
        const found = await page.evaluate(facts);
        equal(trouble.join("; "), "", `${where}: quiet`);
        check(found.overflow <= 0, `${where}: ${found.overflow} px too wide`);
        check(found.title.trim() !== "", `${where}: no title`);
        check(found.text > 20, `${where}: no text`);
        equal(found.twice.join(" "), "", `${where}: ids that stand twice`);
        equal(found.nameless, 0, `${where}: links and buttons without a name`);
        equal(found.withoutAlt, 0, `${where}: pictures without alternative text`);
        equal(found.broken.join(" "), "", `${where}: pictures that cannot be shown`);
        equal(found.unseen, 0, `${where}: parts of the text that are not shown`);
        equal(found.inline, 0, `${where}: inline styles and scripts`);
        const lang = expectedLang(relative);
        if (lang) {
          check(found.lang.split("-")[0] === lang, `${where}: html lang is ${found.lang}, not ${lang}`);
          equal(found.headings, 1, `${where}: headings of the first level`);
          equal(found.skipped, 0, `${where}: levels of headings skipped`);
          seen.set(file, found);
        } else {
          seen.set(file, found);
        }
      }
      await page.close();
    };
    await Promise.all(Array.from({ length: PAGES_AT_ONCE }, work));
    await context.close();
  }
  return seen;
}

// Every address on every page must be a file, and every fragment an id in it.
function checkLinks(site, seen) {
  const root = path.dirname(site);
  for (const [file, found] of seen) {
    const where = path.relative(site, file);
    // That page is shown in the place of others, so its links begin at the root of the host.
    if (path.basename(file) === "404.html") continue;
    const dead = [];
    for (const address of new Set(found.addresses)) {
      if (!address.startsWith("file:")) continue;
      const url = new URL(address);
      const target = fileURLToPath(url.origin === "null" ? address.split("#")[0] : url);
      const fragment = decodeURIComponent(url.hash.slice(1));
      if (!target.startsWith(root) || !fs.existsSync(target) || fs.statSync(target).isDirectory()) {
        dead.push(address);
      } else if (fragment && target.endsWith(".html")) {
        const there = seen.get(target);
        if (there && !there.ids.includes(fragment)) dead.push(address);
      }
    }
    equal(dead.join(" "), "", `${where}: links that lead nowhere`);
  }
}

// The switch of a page leads to the same page in each other reading.
function checkSwitch(site, seen) {
  for (const [file, found] of seen) {
    const [reading, ...rest] = path.relative(site, file).split(path.sep);
    if (rest.length === 0 || found.readings.length === 0) continue;
    for (const [key, href] of found.readings) {
      const expected = pathToFileURL(path.join(site, key, ...rest)).href;
      equal(href, expected, `${reading}/${rest.join("/")}: the switch to ${key}`);
    }
  }
}

// The matrix has all marks, each is named and linked, and both pages name each other.
async function checkMatrix(browser, site) {
  const context = await browser.newContext();
  const page = await context.newPage();
  for (const reading of fs.readdirSync(site)) {
    const file = path.join(site, reading, "matrix.html");
    if (!fs.existsSync(file)) continue;
    await page.goto(pathToFileURL(file).href);
    const marks = await page.$$eval("table.matrix tbody tr", (rows) =>
      rows.flatMap((row) => {
        const heads = document.querySelectorAll("table.matrix thead th a");
        return Array.from(row.querySelectorAll("td")).flatMap((cell, column) => {
          const mark = cell.querySelector("a");
          if (!mark) return [];
          const name = mark.textContent.trim();
          return [{ href: mark.href, name, row: row.querySelector("th a").href, column: heads[column].href }];
        });
      }),
    );
    equal(marks.length, MARKS, `${reading}/matrix.html: marks`);
    equal(marks.filter((mark) => mark.name === "").length, 0, `${reading}/matrix.html: marks without a name`);
    equal(new Set(marks.map((mark) => mark.name)).size, marks.length, `${reading}/matrix.html: marks with the same name`);
    const links = new Map();
    const related = async (href) => {
      if (!links.has(href)) {
        await page.goto(href);
        links.set(href, await page.$$eval(".related a.card", (cards) => cards.map((card) => card.href)));
      }
      return links.get(href);
    };
    for (const mark of marks) {
      check(mark.href.startsWith(`${mark.row}#`), `${reading}/matrix.html: ${mark.name} leads to ${mark.href}`);
      check((await related(mark.row)).includes(mark.column), `${reading}: ${mark.name}: the row does not link the column`);
      check((await related(mark.column)).includes(mark.row), `${reading}: ${mark.name}: the column does not link the row`);
    }
  }
  await context.close();
}

// Without scripts everything can be read and every answer can be opened.
async function checkWithoutScripts(browser, site, files) {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.goto(pathToFileURL(path.join(site, "index.html")).href);
  check((await page.locator("a.choice:visible").count()) > 0, "without scripts: the first page offers the languages");
  for (const file of files.filter((file) => /modules|steps|matrix|glossary/.test(file))) {
    const where = `without scripts: ${path.relative(site, file)}`;
    await page.goto(pathToFileURL(file).href);
    const text = (await page.locator("main").innerText()).length;
    check(text > 20, `${where}: no text`);
    equal(await page.locator("button:visible").count(), 0, `${where}: buttons that do nothing`);
    const option = page.locator("details.option").first();
    if ((await option.count()) > 0) {
      await option.locator("summary").click();
      check(await option.locator(".verdict").first().isVisible(), `${where}: the answer does not open`);
    }
  }
  await context.close();
}

function serve(site) {
  const types = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml" };
  const server = http.createServer((request, response) => {
    const url = new URL(request.url, "http://localhost");
    const relative = decodeURIComponent(url.pathname);
    const file = path.join(site, relative.slice(SUB_PATH.length));
    if (!relative.startsWith(SUB_PATH) || !file.startsWith(site) || !fs.existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { "content-type": types[path.extname(file)] || "application/octet-stream" });
    response.end(fs.readFileSync(file));
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

// From a server, below a path: the reader's language is found and remembered, and the search works.
async function checkServed(browser, site) {
  const server = await serve(site);
  const base = `http://127.0.0.1:${server.address().port}${SUB_PATH}`;
  const inside = (url) => url.startsWith(base);
  for (const [locale, reading] of [
    ["en-GB", "en"],
    ["zh-CN", "zh"],
  ]) {
    if (!fs.existsSync(path.join(site, reading))) continue;
    const context = await browser.newContext({ locale, colorScheme: "light", viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    const trouble = watch(page, inside);
    await page.goto(`${base}index.html`);
    await page.waitForURL(`${base}${reading}/index.html`);
    check(true, `${locale} is led to ${reading}`);

    await page.locator("[data-open-search]").click();
    for (const words of ["倾听", "listen"]) {
      await page.locator("dialog.search input").fill(words);
      // What was found for the words before stands there until then.
      const first = page.locator(".search-results a").first();
      const right = first.filter({ hasText: new RegExp(words, "i") });
      await right.waitFor({ timeout: 10000 }).catch(() => {});
      check((await right.count()) > 0, `${locale}: the search for ${words} found ${await first.innerText()}`);
    }
    const result = page.locator(".search-results a").first();
    const target = await result.evaluate((link) => link.href);
    await result.click();
    await page.waitForURL(target);
    check(true, `${locale}: a result of the search leads to its page`);

    const other = page.locator(".readings a:not([aria-current])").first();
    const [chosen, href] = await other.evaluate((link) => [link.dataset.reading, link.href.split("#")[0]]);
    await other.click();
    await page.waitForURL((url) => url.href.split("#")[0] === href);
    await page.waitForFunction((chosen) => document.documentElement.dataset.reading === chosen, chosen);
    check(true, `${locale}: the switch changes the reading`);
    await page.goto(`${base}index.html`);
    await page.waitForURL(`${base}${chosen}/index.html`);
    check(true, `${locale}: the reading is remembered`);
    await page.goto(`${base}go/step/listen.html#actions`);
    await page.waitForURL(`${base}${chosen}/steps/listen.html#actions`);
    check(true, `${locale}: a short link leads to the place in the reader's language`);
    const manifest = await page.evaluate(() => document.querySelector("link[rel=manifest]").href);
    equal(manifest, `${base}manifest.webmanifest`, `${locale}: the manifest`);
    equal(trouble.join("; "), "", `${locale}: quiet`);
    await context.close();
  }
  server.close();
}

// What a course does with scripts: a file for each topic.
async function checkTopics(browser, site, names) {
  const server = await serve(site);
  const served = (reading, page) => `http://127.0.0.1:${server.address().port}${SUB_PATH}${reading}/${page}`;
  const address = (reading, page) => pathToFileURL(path.join(site, reading, page)).href;
  const topics = fs
    .readdirSync(path.join(__dirname, "topics"))
    .map((file) => path.basename(file, ".js"))
    .sort();
  const wanted = names.length > 0 ? names : FIREFOX ? IN_FIREFOX : topics;
  for (const topic of topics.filter((topic) => wanted.includes(topic))) {
    const told = (what) => `${topic}: ${what}`;
    try {
      await require(`./topics/${topic}`)({
        browser,
        site,
        address,
        served,
        check: (good, what) => check(good, told(what)),
        equal: (left, right, what) => equal(left, right, told(what)),
      });
    } catch (error) {
      check(false, told(String(error.stack || error)));
    }
  }
  server.close();
}

async function main() {
  const [folder, ...topics] = ARGUMENTS;
  const site = folder && path.resolve(folder, "site");
  if (!site || !fs.existsSync(site)) {
    console.log("usage: node run.js [--firefox] FOLDER, the folder that holds site/");
    process.exit(2);
  }
  const files = htmlFiles(site);
  const browser = await launch(FIREFOX ? "firefox" : "chromium");
  try {
    if (topics.length === 0) {
      const seen = await openAll(browser, site, files);
      checkLinks(site, seen);
      checkSwitch(site, seen);
      await checkMatrix(browser, site);
      if (!FIREFOX) await checkWithoutScripts(browser, site, files);
      await checkServed(browser, site);
    }
    await checkTopics(browser, site, topics);
  } finally {
    await browser.close();
  }
  summarise();
}

main().catch((error) => {
  check(false, error.stack || error);
  summarise();
});
