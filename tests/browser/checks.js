// What every script of this folder counts, and how it ends.
"use strict";

let passed = 0;
let failed = 0;

function check(good, what) {
  if (good) {
    passed += 1;
  } else {
    failed += 1;
    console.log(`FAILED ${what}`);
  }
}

function equal(left, right, what) {
  check(left === right, `${what}\n  expected: ${right}\n  found:    ${left}`);
}

// Says how it went; the process ends with 1 when anything failed.
function summarise() {
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

module.exports = { check, equal, summarise };
