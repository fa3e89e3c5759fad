// The preview: shows each edit on the open page, and what is wrong with the course. Only `diglot serve` adds this script to a page.
(function () {
  "use strict";
  var script = document.currentScript;
  var version = script.dataset.version;
  var words = window.diglotPreview[document.documentElement.lang] || window.diglotPreview.en;
  words = words || window.diglotPreview[Object.keys(window.diglotPreview)[0]];
  // Messages are in English or Chinese, whatever else the page speaks.
  var tongue = /^zh\b/.test(document.documentElement.lang) ? "zh" : "en";
  var PLACE = "diglot-preview-place";
  // What only the page's own scripts can set up: there the whole page is loaded again.
  var SCRIPTED = "button, input, details, script, link, table, figure, .quiz, .exercise";

  function make(name, className, text) {
    var element = document.createElement(name);
    if (className) element.className = className;
    if (text) element.textContent = text;
    return element;
  }

  // The place on the page: the last block that begins above the top of the window, and how far. An edit may change its number, so it is known
  // by its words; when they are what has changed, the heading before it is the place.

  function blocks() {
    return Array.from(document.querySelectorAll("main [id]"));
  }

  function beginning(block) {
    return block.textContent.slice(0, 300);
  }

  function place() {
    var found = { y: scrollY };
    blocks().forEach(function (block) {
      var top = block.getBoundingClientRect().top;
      if (top > 0) return;
      found.block = [beginning(block), top];
      if (!/^b\d+$/.test(block.id)) found.named = [block.id, top];
    });
    return found;
  }

  function goTo(place) {
    var same = function (block) {
      return beginning(block) === place.block[0];
    };
    var found = place.block && blocks().find(same);
    var top = found && place.block[1];
    if (!found && place.named) {
      found = document.getElementById(place.named[0]);
      top = place.named[1];
    }
    scrollTo({ top: found ? found.getBoundingClientRect().top + scrollY - top : place.y, behavior: "instant" });
  }

  function reload() {
    try {
      sessionStorage.setItem(PLACE, JSON.stringify([location.pathname, place()]));
      // The browser's own place is a number of lines from the top.
      history.scrollRestoration = "manual";
    } catch (error) {
      // The browser remembers the place by itself, too.
    }
    location.reload();
  }

  try {
    var kept = JSON.parse(sessionStorage.getItem(PLACE));
    sessionStorage.removeItem(PLACE);
    if (kept && kept[0] === location.pathname) {
      goTo(kept[1]);
      addEventListener("load", function () {
        goTo(kept[1]);
        // Said at once, the browser would still go to its own.
        setTimeout(function () {
          history.scrollRestoration = "auto";
        }, 1000);
      });
    }
  } catch (error) {
    // Nothing was kept.
  }

  // A new version of the page. Blocks of text take the places of those that they replace; any other change loads the page again.

  function get(mode) {
    return fetch(location.pathname, { cache: mode }).then(function (response) {
      if (!response.ok) throw new Error(String(response.status));
      var tag = response.headers.get("etag");
      return response.text().then(function (text) {
        var page = new DOMParser().parseFromString(text, "text/html");
        page.querySelector("script[data-version]").remove();
        return { version: tag.replace(/"/g, ""), page: page };
      });
    });
  }

  // The page as it came, without what its scripts have made of it.
  var shown = get("force-cache");

  // Whether `after` can be had by replacing blocks of `before`, which are added to `blocks`.
  function differ(before, after, blocks) {
    if (before.isEqualNode(after)) return true;
    if (before.nodeType !== 1 || after.nodeType !== 1) return false;
    if (before.cloneNode().isEqualNode(after.cloneNode()) && before.childNodes.length === after.childNodes.length) {
      var inner = [];
      var all = Array.prototype.every.call(before.childNodes, function (child, i) {
        return differ(child, after.childNodes[i], inner);
      });
      if (all) {
        blocks.push.apply(blocks, inner);
        return true;
      }
    }
    var plain = before.id && before.id === after.id && !before.matches(SCRIPTED) && !after.matches(SCRIPTED);
    if (!plain || before.querySelector(SCRIPTED) || after.querySelector(SCRIPTED)) return false;
    blocks.push(after);
    return true;
  }

  function update(wanted) {
    if (wanted === version) return;
    var next = get("no-cache");
    Promise.all([shown, next])
      .then(function (pages) {
        var blocks = [];
        var known = pages[0].version === version;
        if (!known || !differ(pages[0].page.documentElement, pages[1].page.documentElement, blocks)) return reload();
        var old = blocks.map(function (block) {
          return document.getElementById(block.id);
        });
        if (old.indexOf(null) >= 0) return reload();
        var before = place();
        old.forEach(function (element, i) {
          element.replaceWith(document.importNode(blocks[i], true));
        });
        goTo(before);
        version = pages[1].version;
        shown = next;
      })
      .catch(reload);
  }

  // What is wrong with the course.

  var panel = make("aside", "diglot-report");
  panel.lang = document.documentElement.lang;
  panel.setAttribute("role", "status");

  function fill(pattern, n) {
    return pattern.replace("{n}", n);
  }

  function report(found) {
    panel.remove();
    panel.textContent = "";
    panel.dataset.level = found.errors ? "error" : "warning";
    if (!found.items.length) return;
    var details = make("details");
    details.open = found.errors > 0;
    var counts = [];
    if (found.errors) counts.push(fill(words.errors, found.errors));
    if (found.warnings) counts.push(fill(words.warnings, found.warnings));
    details.append(make("summary", "", counts.join(" · ")));
    if (found.errors && !document.body.classList.contains("diglot-own")) details.append(make("p", "", words.stale));
    var list = make("ol");
    found.items.forEach(function (item) {
      var entry = make("li");
      entry.dataset.severity = item.severity;
      entry.append(make("strong", "", item.message[tongue]), make("span", "diglot-place", item.place));
      if (item.excerpt[tongue]) entry.append(make("pre", "", item.excerpt[tongue]));
      entry.lang = tongue;
      list.append(entry);
    });
    details.append(list);
    var rest = found.errors + found.warnings - found.items.length;
    if (rest > 0) details.append(make("p", "", fill(words.more, rest)));
    var close = make("button", "", "×");
    close.type = "button";
    close.setAttribute("aria-label", words.close);
    close.addEventListener("click", function () {
      panel.remove();
    });
    panel.append(details, close);
    document.body.append(panel);
  }

  // The line to the server. A page that is not seen lets it go: browsers open only a few to one server.

  var ended = make("p", "diglot-ended", words.ended);
  ended.lang = document.documentElement.lang;
  ended.setAttribute("role", "status");
  var line = null;

  function listen() {
    if (document.hidden) {
      if (line) line.close();
      line = null;
    } else if (!line) {
      line = new EventSource("/__diglot/events?page=" + location.pathname);
      line.addEventListener("open", function () {
        ended.remove();
      });
      line.addEventListener("version", function (event) {
        update(event.data);
      });
      line.addEventListener("report", function (event) {
        report(JSON.parse(event.data));
      });
      line.addEventListener("error", function () {
        document.body.append(ended);
      });
    }
  }

  document.addEventListener("visibilitychange", listen);
  addEventListener("pagehide", function () {
    if (line) line.close();
    line = null;
  });
  addEventListener("pageshow", listen);
  listen();
})();
