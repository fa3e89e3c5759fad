// A new element with a class and words.
diglot.make = (name, className, words) => {
  const element = document.createElement(name);
  if (className) element.className = className;
  if (words) element.textContent = words;
  return element;
};

diglot.button = (className, words, act) => {
  const button = diglot.make("button", className, words);
  button.type = "button";
  button.addEventListener("click", act);
  return button;
};
