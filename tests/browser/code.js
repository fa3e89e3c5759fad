// Reads the QR code on a grey picture (PGM) as a telephone would, and prints what it found as JSON.
"use strict";

const fs = require("node:fs");
const jsQR = require("jsqr");

const file = fs.readFileSync(process.argv[2]);
const [, width, height] = file
  .subarray(0, 64)
  .toString("latin1")
  .match(/^P5\s+(\d+)\s+(\d+)\s+255\s/)
  .map(Number);
const grey = file.subarray(file.length - width * height);
const pixels = new Uint8ClampedArray(4 * grey.length);
for (const [i, value] of grey.entries()) pixels.set([value, value, value, 255], 4 * i);

const code = jsQR(pixels, width, height);
const corner = code?.location.topLeftCorner;
console.log(
  JSON.stringify(
    code && {
      text: code.data,
      modules: 17 + 4 * code.version,
      left: corner.x,
      top: corner.y,
      side: code.location.topRightCorner.x - corner.x,
    },
  ),
);
