// Tells for a page in two languages where the words `l1`, `r1` and so on stand, each with the top of its line in pixels, as JSON.
"use strict";

const { launch } = require("./browsers.js");

async function main() {
  const browser = await launch("chromium");
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(`file://${process.argv[2]}`);
  const tops = await page.evaluate(() => {
    const found = {};
    const walker = document.createTreeWalker(document.querySelector(".text"), NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const word = /^\s*([lr]\d+)\b/.exec(node.data);
      if (!word) continue;
      const range = document.createRange();
      range.setStart(node, node.data.indexOf(word[1]));
      range.setEnd(node, node.data.indexOf(word[1]) + 1);
      const box = range.getBoundingClientRect();
      found[word[1]] = box.bottom;
    }
    return found;
  });
  await browser.close();
  console.log(JSON.stringify(tops));
}

main();
