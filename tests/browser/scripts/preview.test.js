// What an edit changes on an open page, and where the page goes.
"use strict";

const assert = require("node:assert/strict");
const { test } = require("node:test");
const { parseHTML } = require("linkedom");
const { load } = require("./load.js");

const { differ, place } = load("preview/differ.js", "preview/place.js");

// The ids of the blocks that an edit replaces, or "reload".
function change(before, after) {
  const page = (body) => parseHTML(`<html><head><title>t</title></head><body><main>${body}</main></body></html>`).document.documentElement;
  const blocks = differ(page(before), page(after));
  return blocks ? blocks.map((block) => block.id).join(" ") : "reload";
}

test("equal pages need nothing", () => {
  assert.equal(change('<p id="b1">倾听</p>', '<p id="b1">倾听</p>'), "");
});

test("a paragraph takes the place of the old one", () => {
  assert.equal(change('<p id="b1">One</p><p id="b2">Two</p>', '<p id="b1">One</p><p id="b2">Two <b>three</b></p>'), "b2");
  assert.equal(change('<p id="b1">一</p><p id="b2">二</p>', '<p id="b1">壹</p><p id="b2">贰</p>'), "b1 b2");
  assert.equal(change('<p id="b1">&lt;b&gt;</p>', '<p id="b1">&lt;i&gt;</p>'), "b1");
});

test("the smallest block that has an id is replaced", () => {
  assert.equal(change('<ul id="b1"><li id="b2">a</li><li>b</li></ul>', '<ul id="b1"><li id="b2">c</li><li>b</li></ul>'), "b2");
  assert.equal(change('<ul id="b1"><li id="b2">a</li><li>b</li></ul>', '<ul id="b1"><li id="b2">c</li><li>d</li></ul>'), "b1");
});

test("a block more or less, another id or an element without one loads the page again", () => {
  assert.equal(change('<p id="b1">a</p>', '<p id="b1">a</p><p id="b2">b</p>'), "reload");
  assert.equal(change('<p id="b1">a</p>', '<p id="b2">b</p>'), "reload");
  assert.equal(change("<p>a</p>", "<p>b</p>"), "reload");
});

test("what scripts have set up loads the page again", () => {
  for (const inside of ["<details><summary>%</summary></details>", "<table><tr><td>%</td></tr></table>", '<span class="quiz">%</span>']) {
    assert.equal(
      change(`<div id="b1">${inside.replace("%", "a")}</div>`, `<div id="b1">${inside.replace("%", "b")}</div>`),
      "reload",
      inside,
    );
  }
  assert.equal(change('<div class="exercise" id="b1">a</div>', '<div class="exercise" id="b1">b</div>'), "reload");
});

const blocks = [
  { id: "lion", words: "The lion", top: -500 },
  { id: "b7", words: "A paragraph", top: -40 },
  { id: "b8", words: "Below", top: 60 },
];

test("the place is the last block that begins above the window", () => {
  assert.deepEqual(place.of(blocks, 900), { y: 900, block: ["A paragraph", -40], named: ["lion", -500] });
  assert.deepEqual(place.of([], 0), { y: 0 });
});

test("a place is found by its words, then by the heading before it, then by its height", () => {
  const kept = place.of(blocks, 900);
  const moved = (words) => [
    { id: "lion", words: "The lion", top: 100 },
    { id: "b9", words, top: 700 },
  ];
  assert.equal(place.find(moved("A paragraph"), kept, 0), 740);
  assert.equal(place.find(moved("Another paragraph"), kept, 0), 600);
  assert.equal(place.find([{ id: "b1", words: "All new", top: 0 }], kept, 0), 900);
  assert.equal(place.find(moved("x"), { y: 30 }, 0), 30);
});
