// The words of the preview in the language of the page, or in one that there is.
diglot.preview = ((words) => words[document.documentElement.lang] || words.en || Object.values(words)[0])(diglot.previewWords);
