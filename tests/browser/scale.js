// Measures the search: the shipped course, and one of 2,000 pages that is made of its sentences.
//
//   node scale.js DIGLOT [PAGES]      DIGLOT is the program
//
// Prints, for each course and language, the size of the index beside that of the text, and how long it takes from the last key to the first
// result and to the last one, when the search was never opened before and again. The exit code is 1 when a result is
// missing or an index is larger than it should be; times are for whoever reads them, since other programs on the machine change them.
"use strict";

const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const zlib = require("node:zlib");
const { spawnSync } = require("node:child_process");
const { pathToFileURL } = require("node:url");
const { launch } = require("./browsers.js");
const { check, summarise } = require("./checks.js");

const ROOT = path.join(__dirname, "../..");

// Numbers that look random and are the same each time.
function random(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

// The plain sentences of the shipped course.
function sentences(language) {
  const folder = path.join(ROOT, "course");
  const files = fs
    .readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith(`.${language}.md`))
    .sort();
  const lines = files.flatMap((name) => fs.readFileSync(path.join(folder, name), "utf8").split("\n"));
  return lines.filter((line) => /^(?!\w+:)[A-Z\u4e00-\u9fff][^[\]{}*`|]{20,}$/.test(line));
}

function writeCourse(folder, pages) {
  const put = (name, text) => fs.writeFileSync(path.join(folder, name), text);
  fs.mkdirSync(path.join(folder, "course/pages"), { recursive: true });
  put(
    "book.yaml",
    "title: {en: A long course, zh: 很长的课程}\nlanguages: [en, zh]\nkinds:\n" +
      "  page: {folder: pages, label: {en: 'Page {n}', zh: '第{n}页'}, plural: {en: Pages, zh: 页面}}\n" +
      "outputs: {site: {editions: [learner]}}\n",
  );
  const said = { en: sentences("en"), zh: sentences("zh") };
  const next = random(1);
  for (let n = 1; n <= pages; n++) {
    const name = `course/pages/${String(n).padStart(2, "0")}-page-${n}`;
    // One word of each page stands on no other one.
    for (const [language, title, own] of [
      ["en", `Case ${n}`, `Reference number case${n}x.`],
      ["zh", `案例${n}`, `档案编号：甲${n}乙。`],
    ]) {
      const body = [0, 1, 2].map((part) => {
        const lines = Array.from({ length: 6 }, () => said[language][next(said[language].length)]);
        return `## ${language === "en" ? "Part" : "部分"} ${part + 1} {#part-${part + 1}}\n\n${lines.join("\n\n")}\n`;
      });
      put(
        `${name}.${language}.md`,
        `---\ntitle: ${title}\nsummary: ${said[language][next(said[language].length)].replace(/[:"'#]/g, "")}\n---\n\n${body.join("\n")}\n${own}\n`,
      );
    }
  }
}

function build(diglot, book, out) {
  const run = spawnSync(diglot, ["build", "site", "--edition", "learner", "--book", book, "--out", out, "--quiet"], { encoding: "utf8" });
  if (run.status !== 0) throw new Error(`${diglot} build: ${(run.stdout + run.stderr).slice(0, 2000)}`);
  return path.join(out, "site");
}

// How large the index of a language is, and the text in it.
function measureFiles(site, language) {
  const assets = path.join(site, "assets");
  const files = fs.readdirSync(assets).filter((name) => name.startsWith(`search.${language}.`));
  let text = 0;
  const loaded = {};
  for (const name of files) new Function("diglot", fs.readFileSync(path.join(assets, name), "utf8"))({ loaded });
  for (const part of Object.values(loaded)) {
    for (const [, , heading, words] of part.sections || (Array.isArray(part) ? part : [])) text += Buffer.byteLength(heading + words);
  }
  const sizes = files.map((name) => fs.readFileSync(path.join(assets, name)));
  return {
    files: files.length,
    text,
    index: sizes.reduce((sum, bytes) => sum + bytes.length, 0),
    gzip: sizes.reduce((sum, bytes) => sum + zlib.gzipSync(bytes).length, 0),
  };
}

// Milliseconds from the last key to the first result and to the last one, the number of results, and the longest time that nothing else could run.
async function measureQuery(page, words) {
  return page.evaluate(
    (words) =>
      new Promise((resolve) => {
        const input = document.querySelector("dialog.search input");
        const status = document.querySelector(".search-status");
        const list = document.querySelector(".search-results");
        let busy = 0;
        new PerformanceObserver((tasks) => {
          for (const task of tasks.getEntries()) busy = Math.max(busy, task.duration);
        }).observe({ entryTypes: ["longtask"] });
        status.textContent = "";
        const began = performance.now();
        let first = 0;
        const wait = () => {
          if (!first && list.querySelector("a")) first = performance.now() - began;
          if (status.textContent === "") return requestAnimationFrame(wait);
          const last = performance.now() - began;
          const hrefs = Array.from(list.querySelectorAll("a"), (link) => link.getAttribute("href"));
          setTimeout(() => resolve({ first, last, busy, said: status.textContent, hrefs }), 50);
        };
        list.textContent = "";
        input.value = words;
        input.dispatchEvent(new Event("input"));
        wait();
      }),
    words,
  );
}

// `queries` are words and the end of an address that must be among the results.
async function measure(browser, name, site, start, queries) {
  for (const language of ["en", "zh"]) {
    const size = measureFiles(site, language);
    const kb = (bytes) => `${Math.round(bytes / 1024)} KB`;
    console.log(`${name}, ${language}: text ${kb(size.text)}, index ${kb(size.index)} in ${size.files} files, ${kb(size.gzip)} compressed`);
    if (name === "shipped") check(size.files === 2, `${name}, ${language}: ${size.files} files`);
    check(size.index < size.text * 1.25, `${name}, ${language}: the index is much larger than the text`);
    for (const [words, expected] of queries[language]) {
      const page = await browser.newPage();
      await page.goto(pathToFileURL(path.join(site, language, start)).href);
      await page.keyboard.press("/");
      await page.waitForFunction(() => diglot.results);
      const cold = await measureQuery(page, words);
      // Something else between them, so that nothing is asked twice in a row.
      await measureQuery(page, "§");
      const warm = await measureQuery(page, words);
      await page.close();
      const ms = (query) => `${Math.round(query.first)} / ${Math.round(query.last)} ms`;
      const busy = Math.max(cold.busy, warm.busy);
      console.log(`  ${words}: first / last result ${ms(cold)}, again ${ms(warm)}; busy for ${Math.round(busy)} ms at most; ${cold.said}`);
      check(
        cold.hrefs.some((href) => href.includes(expected)),
        `${name}, ${language}: ${words} does not find ${expected}: ${cold.hrefs}`,
      );
    }
  }
}

async function main() {
  const diglot = process.argv[2];
  const pages = Number(process.argv[3] || 2000);
  if (!diglot || !fs.existsSync(diglot)) {
    console.log("usage: node scale.js DIGLOT [PAGES]");
    process.exit(2);
  }
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "diglot-scale-"));
  const browser = await launch("chromium");
  try {
    await measure(browser, "shipped", build(diglot, ROOT, path.join(folder, "shipped")), "steps/listen.html", {
      en: [
        ["listen", "/steps/listen.html"],
        ["custmer", ".html"],
        ["同理心", "#empathy"],
      ],
      zh: [
        ["倾听", "/modules/listening.html"],
        ["empathy", "#empathy"],
      ],
    });
    const book = path.join(folder, "long");
    writeCourse(book, pages);
    const last = `pages/page-${pages}.html`;
    await measure(browser, `${pages} pages`, build(diglot, book, path.join(folder, "out")), "pages/page-1.html", {
      en: [
        ["customer", ".html"],
        [`case ${pages}`, last],
        [`case${pages}x`, `${last}#part-3`],
        ["custmoer", ".html"],
        [`甲${pages}乙`, `${last}#part-3`],
        ["倾听 listen", ".html"],
      ],
      zh: [
        ["客户", ".html"],
        [`案例${pages}`, last],
        [`${pages}乙`, `${last}#part-3`],
      ],
    });
  } finally {
    await browser.close();
    fs.rmSync(folder, { recursive: true });
  }
  summarise();
}

main().catch((error) => {
  console.log(`FAILED ${error.stack || error}`);
  process.exitCode = 1;
});
