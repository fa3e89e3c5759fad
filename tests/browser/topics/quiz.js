// A quiz is finished by keyboard only: choose, check, read why, try again, see the score.
"use strict";

module.exports = async ({ browser, address, check, equal }) => {
  for (const [reading, score] of [
    ["en", "5 of 5 right"],
    ["zh", "5题答对5题"],
    ["en-zh", "5 of 5 right · 5题答对5题"],
  ]) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    await page.goto(address(reading, "modules/mindset.html"));
    const quiz = page.locator(".box.quiz").first();
    await quiz.scrollIntoViewIfNeeded();
    await page.locator(".quiz.ready").first().waitFor();
    const questions = await quiz.locator(".question").count();
    const group = quiz.locator(".options").first();
    equal(await group.getAttribute("role"), "radiogroup", `${reading}: the options of a question are a group`);
    const asked = await group.evaluate((list) => document.getElementById(list.getAttribute("aria-labelledby")).textContent.trim());
    check(asked.length > 5, `${reading}: the group is named by its question`);

    for (let i = 0; i < questions; i++) {
      const question = quiz.locator(".question").nth(i);
      const right = await question.locator(".option").evaluateAll((all) => all.findIndex((o) => o.classList.contains("right")));
      const wrong = right === 0 ? 1 : 0;
      if (i === 0) {
        await question.locator("input").first().focus();
        await page.keyboard.press("Enter");
        check((await question.locator(".quiz-verdict").innerText()).length > 3, `${reading}: without a choice it asks for one`);
        equal(await question.locator(".explanation:visible").count(), 0, `${reading}: nothing is given away`);
        await page.keyboard.press("Space");
        for (let n = 0; n < wrong; n++) await page.keyboard.press("ArrowDown");
        await page.keyboard.press("Enter");
        equal(
          await question.locator(".explanation:visible").count(),
          1,
          `${reading}: the chosen option is explained, the right one is not shown`,
        );
        check(await question.locator(".quiz-verdict.bad").isVisible(), `${reading}: a wrong answer is told`);
        equal(await page.evaluate(() => document.activeElement.tagName), "BUTTON", `${reading}: the focus is on “try again”`);
        await page.keyboard.press("Enter");
        equal(await question.locator(".explanation:visible").count(), 0, `${reading}: tried again, the question is open`);
      } else {
        await page.keyboard.press("Tab");
        await page.keyboard.press("Space");
      }
      const from = await page.evaluate(() =>
        Array.from(document.activeElement.closest(".options").querySelectorAll("input")).indexOf(document.activeElement),
      );
      const key = right > from ? "ArrowDown" : "ArrowUp";
      for (let n = 0; n < Math.abs(right - from); n++) await page.keyboard.press(key);
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      check(await question.locator(".quiz-verdict.good").isVisible(), `${reading}: question ${i + 1} is right`);
      equal(await question.locator(".quiz-row button:visible").count(), 0, `${reading}: and nothing is left to try`);
    }
    equal(await quiz.locator(".quiz-score").innerText(), score, `${reading}: the score`);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    equal(await quiz.locator("input:checked").count(), 0, `${reading}: the quiz can be started again`);
    equal(await quiz.locator(".quiz-score:visible").count(), 0, `${reading}: and has no score then`);
    await context.close();
  }
};
