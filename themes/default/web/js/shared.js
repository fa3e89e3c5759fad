// What the other scripts share: the words in the language of an element, and a memory that may be forbidden.
(function () {
  "use strict";
  var diglot = window.diglot;

  // The words of the language that an element is in: on a page with two languages they differ from place to place.
  diglot.say = function (element) {
    var holder = element.closest("[lang]") || document.documentElement;
    return diglot.words[holder.lang] || diglot.words[document.documentElement.lang];
  };

  diglot.fill = function (pattern, values) {
    return pattern.replace(/\{(\w+)\}/g, function (all, name) {
      return name in values ? values[name] : all;
    });
  };

  // Storage may be forbidden on pages from a disk: then a choice holds for this page.
  diglot.recall = function (key) {
    try {
      return localStorage.getItem(key);
    } catch (error) {
      return null;
    }
  };

  diglot.remember = function (key, value) {
    try {
      localStorage.setItem(key, value);
    } catch (error) {
      // Nothing is kept.
    }
  };

  // Loads a style or a script of the site. Never by fetching: a page from a disk may not.
  diglot.load = function (path) {
    var style = /\.css$/.test(path);
    var element = diglot.make(style ? "link" : "script");
    if (style) element.rel = "stylesheet";
    element[style ? "href" : "src"] = document.documentElement.dataset.root + path;
    document.head.append(element);
    return element;
  };

  // A new element with a class and words.
  diglot.make = function (name, className, words) {
    var element = document.createElement(name);
    if (className) element.className = className;
    if (words) element.textContent = words;
    return element;
  };

  diglot.button = function (className, words, act) {
    var button = diglot.make("button", className, words);
    button.type = "button";
    button.addEventListener("click", act);
    return button;
  };
})();
