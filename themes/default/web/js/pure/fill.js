// Words with places to fill: `{n} of {all}`. A place that has no value stays as it is, and what a value holds is never filled again.
diglot.fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (place, name) => (name in values ? values[name] : place));
