// What is looked for, and where a text has it.
"use strict";

const assert = require("node:assert/strict");
const { test } = require("node:test");
const { load, SEARCH } = require("./load.js");

const { fold, query, sentence, pieces } = load(...SEARCH);
const words = (text) => query.parse(text).map((term) => term.forms.join("|"));
const shown = (text, asked) =>
  pieces(text, query.parse(asked))
    .map(([words, found]) => (found ? `[${words}]` : words))
    .join("");

test("full-width letters, capitals and accents are folded, and every character keeps its length", () => {
  assert.equal(fold("ＣＲＭ，Ｑ１ ÉCOLE naïve"), "crm,q1 ecole naive");
  assert.equal(fold("don’t e‑mail"), "don't e-mail");
  assert.equal(fold("が ｶﾞ"), "が カﾞ", "a voiced sound of Japanese is another letter");
  // The small letter has an accent, the ligature three letters.
  assert.equal(fold("İﬃ"), "iﬃ");
  for (const text of ["倾听。Ｌｉｓｔｅｎ", "𠮷野家 😀", "①②", "ｶﾞ", "\ud842"]) assert.equal(fold(text).length, text.length, text);
});

test("the parts of a word count for more where they stand together", () => {
  const [term] = query.parse("投诉处理");
  const near = query.strength("员工处理投诉的时候", term);
  assert.ok(near > query.strength(`先处理心情。${"再听客户慢慢说。".repeat(4)}这是一个投诉。`, term));
  assert.ok(query.strength("先处理心情。", term) === 0);
  assert.equal(sentence("你好。先处理心情。再见。投诉呢？", query.parse("投诉处理")), "先处理心情。");
});

test("a number in Chinese is one in digits, too", () => {
  for (const [asked, expected] of [
    ["第三步", "第三步|第3步"],
    ["第十步", "第十步|第10步"],
    ["第十二单元", "第十二单元|第12单元"],
    ["第二十步", "第二十步|第20步"],
    ["第四十五步", "第四十五步|第45步"],
    ["第一", "第一|第1"],
    ["次第", "次第"],
  ]) {
    assert.deepEqual(words(asked), [expected]);
  }
});

test("a query is parted into words of an alphabet and runs of Chinese", () => {
  assert.deepEqual(words("Listen first"), ["listen", "first"]);
  assert.deepEqual(words("倾听 客户"), ["倾听", "客户"]);
  assert.deepEqual(words("用CRM系统"), ["用", "crm", "系统"]);
  assert.deepEqual(words("ＣＲＭ２"), ["crm2"]);
  assert.deepEqual(
    query.parse("倾听listen").map((term) => term.han),
    [true, false],
  );
});

test("words of every alphabet are found where they begin", () => {
  const found = (text, asked) => query.parse(asked).every((term) => query.strength(fold(text), term) > 0);
  for (const [asked, text] of [
    ["übergabe", "Die Übergabe an die Kollegin"],
    ["strasse", "auf der Straße"],
    ["l'accueil", "Cours d’accueil"],
    ["qu'entendre", "il veut entendre"],
    ["coeur", "de tout cœur"],
    ["réclamation", "la Réclamation"],
    ["고객", "고객에게 사과합니다"],
    ["引き継ぎ", "夜の引き継ぎの会話"],
    ["クレーム", "クレームの中身"],
    ["жалоб", "Каждая жалоба"],
    ["παραπονο", "Το παράπονο"],
  ]) {
    assert.ok(found(text, asked), asked);
  }
  assert.ok(!found("사고객체", "고객"), "a word of Hangul is found where it begins");
  assert.ok(!found("unübergabe", "übergabe"));
});

test("a Chinese run is found whole, or by its words", () => {
  const strength = (text, asked) => query.strength(text, query.parse(asked)[0]);
  for (const [asked, text] of [
    ["投诉处理", "投诉的处理"],
    ["客户情绪", "客户的情绪"],
    ["愤怒客户", "客户很愤怒"],
    ["怎么处理投诉", "投诉的处理"],
    ["投诉处理流程", "流程：先听投诉，再处理"],
  ]) {
    assert.ok(strength(text, asked) > 0, asked);
    assert.ok(strength(asked, asked) > strength(text, asked), `${asked}: as it was typed first`);
    assert.equal(strength("情人处境", asked), 0, "characters alone are no words");
  }
  assert.equal(strength("客户", "客户群"), 0);
  assert.equal(shown("投诉的处理", "投诉处理"), "[投诉]的[处理]");
});

test("a word is found in another form of it, but for another word", () => {
  const strength = (text, asked) => query.strength(fold(text), query.parse(asked)[0]);
  for (const [asked, text] of [
    ["complaints", "a complaint"],
    ["apologies", "an apology"],
    ["bosses", "the boss"],
    ["follow-up", "followup"],
    ["follow-up", "follow up"],
    ["café", "cafe"],
    ["cafe", "café"],
    ["cafe\u0301", "café"],
    ["don't", "don’t"],
    ["customer's", "customers"],
  ]) {
    assert.ok(strength(text, asked) > 0, `${asked}: ${text}`);
  }
  for (const [asked, text] of [
    ["news", "a new one"],
    ["process", "proces"],
    ["basis", "basil"],
    ["e-mail", "each mail"],
  ]) {
    assert.equal(strength(text, asked), 0, `${asked}: ${text}`);
  }
});

test("an empty query, and one of signs alone, has no words", () => {
  for (const text of ["", "   ", "?!", "😀", "…", "\ude00"]) assert.deepEqual(words(text), [], JSON.stringify(text));
});

test("a character of two halves is one, and Chinese", () => {
  assert.deepEqual(words("𠮷野"), ["𠮷野"]);
  assert.equal(query.parse("𠮷")[0].han, true);
  assert.equal(shown("这是𠮷野家。", "𠮷"), "这是[𠮷]野家。");
  // These two share their second half with the character that is looked for, or with nothing.
  assert.equal(shown("😀 𠀀", "😀"), "😀 𠀀");
});

test("words of an alphabet are found by their beginnings, Chinese anywhere", () => {
  assert.equal(shown("Customers, customer and accustomed", "custom"), "[Custom]ers, [custom]er and accustomed");
  assert.equal(shown("先倾听，再说话", "听"), "先倾[听]，再说话");
  assert.equal(shown("用ＣＲＭ系统", "crm"), "用[ＣＲＭ]系统");
  assert.equal(shown("listen", "isten"), "listen");
});

test("words that overlap are marked once", () => {
  assert.equal(shown("倾听客户", "倾听客户 客户"), "[倾听客户]");
  assert.equal(shown("listening", "listen listening"), "[listening]");
});

test("pieces make up the text, whatever it holds", () => {
  for (const text of ["<b>bold</b> & <script>alert(1)</script>", "a < b", "", "&lt;b&gt;", "“倾听”<br>"]) {
    for (const asked of ["b", "script", "<b>", "倾听", "&", ""]) {
      const all = pieces(text, query.parse(asked)).map(([words]) => words);
      assert.equal(all.join(""), text, asked);
      assert.ok(!all.includes(""), "no piece is empty");
    }
  }
  assert.equal(shown("<b>bold</b>", "<b>"), "<[b]>[b]old</[b]>");
});

test("a hit is shown in the sentence that has most of the words", () => {
  const text = "First listen. Then listen to the customer! Done.";
  assert.equal(sentence(text, query.parse("listen customer")), "Then listen to the customer!");
  assert.equal(sentence(text, query.parse("nothing")), "First listen.");
  assert.equal(sentence("先倾听。“再道歉。”然后解决。", query.parse("道歉")), "“再道歉。”");
  assert.equal(sentence("", query.parse("x")), "");
});

test("a long sentence is cut around the first word, never within a word", () => {
  const text = `${"before ".repeat(40)}customer${" after".repeat(40)}`;
  const cut = sentence(text, query.parse("customer"));
  assert.match(cut, /^…before .* customer after.* after…$/);
  assert.ok(cut.length < 170, cut);
  assert.match(sentence(text, query.parse("before")), /^before before .*…$/);
});

test("a long Chinese sentence is cut between characters, never within one", () => {
  for (const before of ["", "是", "是的"]) {
    const text = `${before}${"𠮷".repeat(60)}倾听${"𠮷".repeat(90)}`;
    const cut = sentence(text, query.parse("倾听"));
    assert.match(cut, /^…(𠮷)+倾听(𠮷)+…$/u);
    assert.ok(cut.isWellFormed?.() ?? true);
  }
});
