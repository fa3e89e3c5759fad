// Which sections answer a query, how well, and which languages are asked.
"use strict";

const assert = require("node:assert/strict");
const { test } = require("node:test");
const { load, SEARCH } = require("./load.js");

const { query, section, score, misspelt, search } = load(...SEARCH);
const points = (asked, ...of) => score(section(...of), query.parse(asked));

test("all words of one script must be there", () => {
  const listening = ["", "Step 2: Listen", "", "Let the customer finish."];
  assert.ok(points("customer finish", ...listening) > 0);
  assert.equal(points("customer begin", ...listening), 0);
  assert.ok(points("customer 倾听", ...listening) > 0, "the English of a mixed query is enough");
  assert.equal(points("倾听", ...listening), 0);
  const chinese = ["", "第2步：倾听", "", "让客户把话说完。"];
  assert.ok(points("倾听 客户", ...chinese) > 0);
  assert.equal(points("倾听 道歉", ...chinese), 0);
  assert.ok(points("ＬＩＳＴＥＮ", ...listening) > 0);
  assert.equal(points("", ...listening), 0);
});

test("a sentence as it was typed counts most", () => {
  const typed = (text) => score(section("", "Page", "", text), query.parse("no need to be angry"), "no need to be angry");
  assert.ok(typed("There is no need to be angry.") > typed("To be angry: there need be no cause."));
});

test("a word in a title counts most", () => {
  assert.ok(points("listen", "", "Listen", "", "text") > points("listen", "b", "Page", "Heading", "listen"));
  assert.ok(points("倾听", "a", "第2步", "倾听", "正文") > points("倾听", "a", "第2步", "标题", "倾听"));
});

test("a page's name is found with its first section alone", () => {
  assert.ok(points("listen", "", "Listen", "", "") > 0);
  assert.equal(points("listen", "later", "Listen", "Later", "text"), 0);
  assert.ok(points("listen text", "later", "Listen", "Later", "text") > 0, "elsewhere it adds to what is found");
});

test("markup in a text is text", () => {
  assert.ok(points("<script>", "", "Page", "", "an <script> element") > 0);
  assert.equal(points("<script>", "", "Page", "", "plain"), 0);
});

test("one wrong letter is forgiven in a long word", () => {
  for (const wrong of ["custmer", "cusstomer", "cuxtomer", "cutsomer"]) assert.ok(misspelt.near(wrong, "customer"), wrong);
  for (const other of ["cucumber", "ustomer", "costumier"]) assert.ok(!misspelt.near(other, "customer"), other);
  const part = { sections: [section("", "Page", "", "Customers and clients")] };
  assert.deepEqual(misspelt.widen(query.parse("custmer"), part)[0].forms, ["custmer", "customers"]);
  assert.deepEqual(
    misspelt.widen(query.parse("cut 倾听倾听倾听"), part).flatMap((term) => term.forms),
    ["cut", "倾听倾听倾听"],
  );
});

// An index of pages in one language, a section each.
function index(tag, own, ...texts) {
  const sections = texts.map((text, n) => ({ ...section("", `${tag} ${n}`, "", text), href: `${tag}/${n}`, bare: false }));
  return { tag, own, part: async (n) => (n === 0 ? { sections } : null) };
}

// What a search reports last, as addresses.
async function found(indexes, asked) {
  let last = null;
  await search(
    indexes,
    asked,
    () => true,
    (found, done) => {
      last = done && found.flatMap(({ hits }) => Array.from(hits.keys()));
    },
  );
  return last.join(" ");
}

const english = index("en", true, "Listen to the customer", "A customer complains", "Customers come back", "An apology");
const chinese = index("zh", false, "倾听客户", "投诉 CRM", "道歉");

test("the languages of the page are asked first, the others when there is nothing", async () => {
  assert.equal(await found([english, chinese], "listen"), "en/0");
  assert.equal(await found([english, chinese], "倾听"), "zh/0");
  assert.equal(await found([english, chinese], "ｃｒｍ"), "zh/1");
  assert.equal(await found([chinese, english], "apology"), "en/3", "in whatever order they are named");
  assert.equal(await found([english, chinese], "nonsense"), "");
});

test("a query in two scripts speaks to two languages", async () => {
  assert.equal(await found([english, chinese], "listen 倾听"), "en/0 zh/0");
  assert.equal(await found([english, chinese], "listen道歉"), "en/0 zh/2");
});

test("a wrong letter is looked for when little is found", async () => {
  assert.equal(await found([english, chinese], "custmer"), "en/0 en/1 en/2");
  assert.equal(await found([english, chinese], "appology"), "en/3");
});

test("a word with a hyphen is found without it", async () => {
  const own = index("en", true, "An e-mail", "The follow-up, the café", "Emails");
  assert.equal(await found([own], "email"), "en/0 en/2");
  assert.equal(await found([own], "e-mail"), "en/0 en/2");
  assert.equal(await found([own], "followup"), "en/1");
  assert.equal(await found([own], "follow up"), "en/1");
  assert.equal(await found([own], "cafe"), "en/1");
});

test("words of one page are found together, in the section that has most of them", async () => {
  const put = (href, heading, text) => ({ ...section(href.split("#")[1] || "", "Page", heading, text), href, bare: false });
  const sections = [
    put("a", "", "a geyser"),
    put("a#one", "One", "a parcel"),
    put("a#two", "Two", "a parcel, a butcher"),
    put("b", "", "a parcel"),
    put("c", "", "a geyser"),
  ];
  const own = { own: true, part: async (n) => (n === 0 ? { sections } : null) };
  assert.equal(await found([own], "geyser butcher"), "a");
  assert.equal(await found([own], "butcher parcel"), "a#two", "one that has all comes alone");
  assert.equal(await found([own], "geyser nonsense"), "");
});

test("what nobody wrote so is looked for by its stem and in two words", async () => {
  const own = index("en", true, "Smile", "She nods", "A role play", "De-escalation", "Negotiate, and even so");
  assert.equal(await found([own], "smiling"), "en/0");
  assert.equal(await found([own], "nodded"), "en/1");
  assert.equal(await found([own], "roleplay"), "en/2");
  assert.equal(await found([own], "de-escalate"), "en/3");
  assert.equal(await found([own], "negotiation"), "en/4");
  assert.equal(await found([own], "thing"), "", "of a short word nothing is left");
});

test("Chinese is found by what it is read as", async () => {
  const names = ["应对投诉", "旅行", "长度", "成长"];
  const sections = names.map((name, n) => ({ ...section("", name, "", ""), href: String(n), bare: false }));
  const own = {
    own: true,
    pinyin: "chang长 cheng成 du度 dui对 lü旅 su诉 tou投 xing行 ying应 zhang长",
    part: async (n) => (n === 0 ? { sections } : null),
  };
  for (const [asked, expected] of [
    ["tousu", "0"],
    ["tou su", "0"],
    ["tóusù", "0"],
    ["tou2su4", "0"],
    ["tous", "0"],
    ["lvxing", "1"],
    ["changdu", "2"],
    ["chengzhang", "3"],
    ["su", ""],
    ["sutou", ""],
    ["tou", ""],
  ]) {
    assert.equal(await found([own], asked), expected, asked);
  }
});

test("a word is found with another ending, and as it is written elsewhere", async () => {
  const own = index("en", true, "She shouts", "I shout", "Shoulder", "We apologise", "Stopping", "He tried", "Even so", "An evening");
  assert.equal(await found([own], "shouting"), "en/0 en/1");
  assert.equal(await found([own], "shouted"), "en/0 en/1");
  assert.equal(await found([own], "apologizing"), "en/3");
  assert.equal(await found([own], "stopped"), "en/4");
  assert.equal(await found([own], "trying"), "en/5");
  assert.equal(await found([own], "evening"), "en/7");
});

test("words that the glossary does not use lead to the one that it uses", async () => {
  const put = (id, term, text, called) => ({ ...section(id, "术语表", term, text, called), href: id, bare: false });
  const sections = [put("complaint", "投诉", "不满，说出来。", ["申诉", "客诉"]), put("other", "客户", "说诉求的人。", [])];
  const own = { own: true, pinyin: "ke客 su诉 tou投", part: async (n) => (n === 0 ? { sections } : null) };
  for (const asked of ["客诉", "申诉", "kesu"]) assert.equal(await found([own], asked), "complaint", asked);
});

test("what a section says counts for more than what somebody in it says, and its title for most", () => {
  const phone = (...of) => points("phone", "id", "Page", ...of);
  const said = phone("Heading", "\tThe phone rang.");
  assert.ok(said > 0);
  assert.ok(phone("Heading", "The phone rang.") > said);
  assert.ok(phone("Heading", "The phone rang. Pick up the phone.") > phone("Heading", "The phone rang."));
  assert.ok(phone("Heading", "The phone rang.") > phone("Heading", `The phone rang. ${"And so on. ".repeat(200)}`));
  assert.ok(phone("By phone", "\tHello?") > phone("Heading", "Phone, phone, phone"));
  assert.equal(section("id", "Page", "Heading", "a\n\tb").text, "a\nb", "a hit is shown without the mark");
});

test("a word that is there is no misspelt one", async () => {
  const own = index("en", true, "A threat", "A treat", "A treatment");
  assert.equal(await found([own], "threat"), "en/0");
  assert.equal(await found([index("en", true, "A treat", "Trains", "Quite")], "threat"), "", "nor is one that is a word elsewhere");
  for (const [word, other] of [
    ["trail", "train"],
    ["quiet", "quite"],
    ["horse", "house"],
  ])
    assert.ok(!misspelt.near(word, other), word);
  for (const [wrong, right] of [
    ["leter", "letter"],
    ["queeue", "queue"],
  ])
    assert.ok(misspelt.near(wrong, right), wrong);
});

test("an empty query asks nobody", async () => {
  const never = { own: true, part: () => assert.fail("asked") };
  for (const asked of ["", "  ", "！？"]) assert.equal(await found([never], asked), "");
});

test("a page is found by its name until its text is there", async () => {
  const page = { ...section("", "Listen", "", ""), href: "a", bare: true };
  const text = { ...section("", "Listen", "", "listen to all of it"), href: "a", bare: false };
  const parts = [{ sections: [page] }, { sections: [text] }];
  let hits = null;
  const report = (found) => {
    hits = found[0].hits;
  };
  await search([{ own: true, part: async (n) => parts[n] || null }], "listen", () => true, report);
  assert.equal(hits.get("a").section, text);
});

test("a search that is not wanted any more says nothing", async () => {
  await search(
    [english],
    "listen",
    () => false,
    () => assert.fail("reported"),
  );
});
