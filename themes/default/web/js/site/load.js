// Loads a style or a script of the site. Never by fetching: a page from a disk may not.
diglot.load = (path) => {
  const style = path.endsWith(".css");
  const element = diglot.make(style ? "link" : "script");
  if (style) element.rel = "stylesheet";
  element[style ? "href" : "src"] = document.documentElement.dataset.root + path;
  document.head.append(element);
  return element;
};

// Resolves to what a script of data puts under a key, or to nothing when it cannot be loaded.
diglot.data = (path, key) =>
  new Promise((resolve) => {
    const script = diglot.load(path);
    script.onload = script.onerror = () => resolve(diglot.loaded[key]);
  });
