// The browsers that the tests drive: those of the system.
//
// Firefox is driven through WebDriver BiDi, which is what the channel `moz-firefox` means. A newer Playwright asks for commands that the
// extended support release does not know yet; its version is pinned to the last one that does not.
"use strict";

const { chromium, firefox } = require("playwright-core");

const BROWSERS = {
  chromium: () =>
    chromium.launch({
      executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run"],
    }),
  firefox: () => firefox.launch({ channel: "moz-firefox", executablePath: process.env.FIREFOX || "/usr/bin/firefox-esr" }),
};

module.exports = { launch: (name) => BROWSERS[name]() };
