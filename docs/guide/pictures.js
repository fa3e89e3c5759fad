// Makes the pictures of the guide from what Diglot makes: the shipped course, and the worksheet that the guide has its readers write.
//
//   npm ci --prefix tests/browser --ignore-scripts     once
//   node docs/guide/pictures.js target/release/diglot
//
// It needs Chromium and pdftoppm, as the tests do.
"use strict";

const { execFileSync, spawn } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { launch } = require("../../tests/browser/browsers.js");

const ROOT = path.join(__dirname, "../..");
const PICTURES = path.join(__dirname, "course/pictures");
const DIGLOT = path.resolve(process.argv[2] ?? "target/release/diglot");
const SCRATCH = fs.mkdtempSync(path.join(os.tmpdir(), "diglot-guide-"));

const LANGUAGES = [
  ["en", ""],
  ["zh", ".zh"],
];

const diglot = (folder, ...words) => execFileSync(DIGLOT, [...words, "--quiet"], { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });

/** A copy of the shipped course, so that it can be edited and built. Without its lock: an edit would make a translation stale, which says so. */
function shipped() {
  const folder = path.join(SCRATCH, "shipped");
  fs.mkdirSync(folder);
  fs.copyFileSync(path.join(ROOT, "book.yaml"), path.join(folder, "book.yaml"));
  fs.cpSync(path.join(ROOT, "course"), path.join(folder, "course"), { recursive: true });
  fs.rmSync(path.join(folder, "course/i18n"), { recursive: true });
  return folder;
}

/** The course of the guide's first steps: its commands, and the texts that it has its readers paste. */
function first() {
  diglot(SCRATCH, "new", "my-course");
  const folder = path.join(SCRATCH, "my-course");
  diglot(folder, "add", "module", "our-shop", "--title", "en=Our shop", "--title", "zh=我们的店");
  const steps = path.join(__dirname, "course/start");
  const step = fs.readFileSync(path.join(steps, fs.readdirSync(steps).find((name) => name.endsWith("-page.en.md"))), "utf8");
  const [english, chinese] = Array.from(step.matchAll(/^```md\n(.*?)^```$/gms), ([, text]) => text);
  const files = fs.readdirSync(path.join(folder, "course/modules"));
  for (const [ending, text] of [
    ["our-shop.en.md", english],
    ["our-shop.zh.md", chinese],
  ]) {
    const file = path.join(folder, "course/modules", files.find((name) => name.endsWith(ending)));
    const [first] = fs.readFileSync(file, "utf8").split("<!--");
    fs.writeFileSync(file, first + text);
  }
  for (const [language] of LANGUAGES) {
    const front = path.join(folder, `course/index.${language}.md`);
    const lines = fs.readFileSync(front, "utf8").split("\n");
    fs.writeFileSync(front, lines.filter((line) => !line.includes("[[")).join("\n"));
  }
  for (const [, item] of step.matchAll(/^diglot remove (\S+)$/gm)) diglot(folder, "remove", item);
  return folder;
}

/** A view as WebP, which no further program need write. */
async function capture(page, name, clip) {
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send("Page.captureScreenshot", { format: "webp", quality: 88, clip: clip && { ...clip, scale: 1 } });
  fs.writeFileSync(path.join(PICTURES, `${name}.webp`), Buffer.from(data, "base64"));
  await session.detach();
}

/** A page of a PDF, with a line around it. */
async function paper(browser, pdf, number, resolution, name) {
  const stem = path.join(SCRATCH, "paper");
  execFileSync("pdftoppm", ["-png", "-singlefile", "-r", `${resolution}`, "-f", `${number}`, "-l", `${number}`, pdf, stem]);
  const page = await browser.newPage();
  const image = fs.readFileSync(`${stem}.png`).toString("base64");
  const style = "display: block; border: 1px solid #999";
  await page.setContent(`<body style="margin: 0"><img style="${style}" src="data:image/png;base64,${image}">`);
  const { width, height } = await page.locator("img").boundingBox();
  await page.setViewportSize({ width, height });
  await capture(page, name);
  await page.close();
}

/** The preview of a folder, and what ends it. */
function preview(folder) {
  const server = spawn(DIGLOT, ["serve", "--messages", "en"], { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
  return new Promise((resolve) => {
    let said = "";
    server.stderr.on("data", (bytes) => {
      said += bytes;
      const found = said.match(/http:\S+/);
      if (found) resolve({ address: found[0], end: () => server.kill("SIGINT") });
    });
  });
}

async function main() {
  const browser = await launch("chromium");
  const course = shipped();
  const { address, end } = await preview(course);
  for (const [language, suffix] of LANGUAGES) {
    const page = await browser.newPage({ viewport: { width: 1080, height: 640 } });
    await page.goto(`${address}${language}/steps/listen.html`);
    await capture(page, `site${suffix}`);

    const file = path.join(course, `course/actions/09-respond.${language}.md`);
    const text = fs.readFileSync(file, "utf8");
    await page.goto(`${address}${language}/actions/respond.html`);
    fs.writeFileSync(file, text.replace("[[module/listening]]", "[[module/listning]]"));
    await page.waitForSelector(".diglot-report[data-level='error']");
    await capture(page, `mistake${suffix}`);
    fs.writeFileSync(file, text);
    await page.waitForSelector(".diglot-report", { state: "detached" });
    await page.close();
  }
  end();

  diglot(course, "build", "handbook", "--lang", "en-zh", "--edition", "learner", "--item", "step/listen");
  diglot(course, "build", "booklet");
  const print = path.join(course, "dist/print");
  await paper(browser, path.join(print, "handbook.step-listen.en-zh.pdf"), 1, 90, "parallel");
  for (const [language, suffix] of LANGUAGES) {
    await paper(browser, path.join(print, `booklet.${language}.pdf`), 5, 90, `booklet${suffix}`);
  }

  const worksheets = first();
  diglot(worksheets, "build", "handouts");
  for (const [language, suffix] of LANGUAGES) {
    const pdf = path.join(worksheets, `dist/print/handouts/our-shop.${language}.learner.pdf`);
    await paper(browser, pdf, 1, 90, `handout${suffix}`);
  }
  await browser.close();
  fs.rmSync(SCRATCH, { recursive: true });
}

main();
