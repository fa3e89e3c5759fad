// A page needs little before its search is used: HTML, style and scripts together, compressed. With both languages side by side a page holds
// the text twice; there it is what a server that speaks Brotli sends.
"use strict";

const fs = require("fs");
const path = require("path");
const zlib = require("zlib");

const MOST = 30 * 1024;

module.exports = async ({ site, check }) => {
  const gzip = (file) => zlib.gzipSync(fs.readFileSync(file), { level: 9 }).length;
  const brotli = (file) => zlib.brotliCompressSync(fs.readFileSync(file)).length;
  const assets = fs.readdirSync(path.join(site, "assets")).filter((name) => /^(style|early|site)\..*\.(css|js)$/.test(name));
  for (const [reading, size] of [["en", gzip], ["zh", gzip], ["en-zh", brotli]]) {
    const shared = assets.map((name) => size(path.join(site, "assets", name))).reduce((a, b) => a + b);
    for (const folder of ["", "modules", "steps", "actions"]) {
      const pages = fs.readdirSync(path.join(site, reading, folder)).filter((name) => name.endsWith(".html"));
      for (const name of pages) {
        const whole = shared + size(path.join(site, reading, folder, name));
        check(whole <= MOST, `${reading}/${folder}/${name}: ${whole} bytes`);
      }
    }
  }
};
