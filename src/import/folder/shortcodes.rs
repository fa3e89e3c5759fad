//! What programs put into a text when they build it: `{{< tip >}}` of Hugo, `{{#title X}}` of mdBook, `{% hint %}` of GitBook and Jekyll. What
//! Markdown has a word for becomes that; anything else stands as a comment.

use super::rewrite::{code_span, prose};
use crate::import::report::Report;
use crate::message::both;
use crate::syntax::dialects::alert_kind;
use crate::syntax::escape::comment;

/// A text without them.
pub fn replaced(text: &str, path: &str, reports: &mut Vec<Report>) -> String {
    if !text.contains("{{")
        && !text.contains("{%")
        && !text.contains("{:")
        && !text.contains("{.")
        && !text.to_lowercase().contains("toc]")
    {
        return text.to_owned();
    }
    prose(text, |first, part| {
        let mut out = String::with_capacity(part.len());
        let mut at = 0;
        while let Some(found) = part[at..].find(['{', '[', '`']).map(|length| at + length) {
            out.push_str(&part[at..found]);
            let rest = &part[found..];
            if let Some(length) = code_span(rest) {
                out.push_str(&rest[..length]);
                at = found + length;
                continue;
            }
            let alone = part[..found].rsplit('\n').next().unwrap_or_default().trim().is_empty();
            let Some((written, markdown)) = call(rest, alone).filter(|_| !part[..found].ends_with('\\')) else {
                out.push_str(&rest[..1]);
                at = found + 1;
                continue;
            };
            match markdown {
                Some(text) => out.push_str(&text),
                None => {
                    let line = first + part[..found].matches('\n').count();
                    let call = written.split_whitespace().collect::<Vec<_>>().join(" ");
                    let message =
                        both!("`{call}` is left out, and stands as a comment", "`{call}` 没有导入，写成了注释");
                    reports.push(Report::new([format!("{path}:{line}")], message));
                    out.push_str(&comment(written, false));
                }
            }
            at = found + written.len();
        }
        out.push_str(&part[at..]);
        out
    })
}

/// The call with which a text begins and what it becomes; nothing where only a comment is left of it. `alone` says that nothing stands before
/// it on its line.
fn call(rest: &str, alone: bool) -> Option<(&str, Option<String>)> {
    let to = |end: &str| rest.find(end).map(|at| &rest[..at + end.len()]).filter(|written| written.len() < 2000);
    if let Some(inner) = rest.strip_prefix("{{") {
        let written = to("}}")?;
        let inner = &inner[..written.len() - 4];
        return match inner.chars().next()? {
            '<' | '%' => {
                let inner = inner.trim_matches(['<', '>', '%', ' ', '\t', '-']);
                Some((written, markdown_of(inner, alone)))
            }
            '#' => Some((written, None)),
            // Where a site is, nobody needs to know.
            _ => {
                let name = inner.trim();
                let address =
                    ["site.baseurl", "site.url", "page.root", "site.root"].iter().any(|known| name.starts_with(known));
                let quoted = name.split_once('|').filter(|(_, filter)| filter.contains("_url"));
                let quoted = quoted.map(|(path, _)| path.trim().trim_matches(['"', '\'']).to_owned());
                quoted.or_else(|| address.then(String::new)).map(|text| (written, Some(text)))
            }
        };
    }
    if rest.starts_with("{%") {
        let written = to("%}")?;
        let inner = written[2..written.len() - 2].trim_matches(['-', ' ', '\t', '\n']);
        return Some((written, markdown_of(inner, alone)));
    }
    // Attributes of kramdown and Goldmark, which are nothing but looks.
    if rest.starts_with("{:") || rest.starts_with("{.") && alone {
        let written = to("}")?;
        let ends = rest[written.len()..].chars().next().is_none_or(char::is_whitespace);
        return (ends && !written.contains('\n') && !written.contains('#')).then(|| (written, Some(String::new())));
    }
    // Every page has a list of its headings.
    let toc = ["[[toc]]", "[toc]", "[[_toc_]]"]
        .iter()
        .find(|toc| rest.get(..toc.len()).is_some_and(|start| start.eq_ignore_ascii_case(toc)))?;
    let written = &rest[..toc.len()];
    (alone && rest[toc.len()..].split('\n').next().unwrap_or_default().trim().is_empty())
        .then(|| (written, Some(String::new())))
}

/// What a call says in Markdown.
fn markdown_of(inner: &str, alone: bool) -> Option<String> {
    let arguments = Arguments::of(inner);
    let closes = arguments.name.strip_prefix('/').or_else(|| arguments.name.strip_prefix("end"));
    let line = |text: &str| if alone { text.to_owned() } else { format!("\n\n{text}\n\n") };
    if let Some(name) = closes {
        return match name {
            "highlight" => Some("```".to_owned()),
            name if is_box(name) => Some(line(":::")),
            name if is_nothing(name) => Some(String::new()),
            _ => None,
        };
    }
    let name = arguments.name.as_str();
    Some(match name {
        "figure" | "img" | "image" => {
            let source = arguments.get("src").or_else(|| arguments.get("link")).or(arguments.first())?;
            let caption = arguments.get("caption").or_else(|| arguments.get("title"));
            let words = arguments.get("alt").or(caption).unwrap_or_default();
            match caption {
                Some(caption) => format!("![{words}]({source} \"{}\")", caption.replace('"', "'")),
                None => format!("![{words}]({source})"),
            }
        }
        "ref" | "relref" | "link" | "post_url" => arguments.first()?.to_owned(),
        "embed" => format!("<{}>", arguments.get("url")?),
        "highlight" => format!("```{}", arguments.first().unwrap_or_default()),
        "tab" | "tabitem" => {
            let title =
                ["title", "header", "name", "label"].iter().find_map(|key| arguments.get(key)).or(arguments.first());
            title.map_or_else(String::new, |title| line(&format!("**{title}**\n")))
        }
        name if is_box(name) => {
            let said = ["color", "style", "type", "context"].iter().find_map(|key| arguments.get(key));
            let said = said.or(arguments.first().filter(|first| alert_kind(first).is_some())).unwrap_or(name);
            let kind = match said {
                "primary" | "secondary" | "alert" | "notice" | "hint" | "admonition" | "callout" | "light" | "dark" => {
                    "note"
                }
                said if alert_kind(said).is_some() => said,
                _ => "note",
            };
            let title = arguments.get("title").map(|title| format!(" {title}")).unwrap_or_default();
            line(&format!("::: {kind}{title}"))
        }
        name if is_nothing(name) => String::new(),
        _ => return None,
    })
}

/// Calls that put a box around what follows them.
fn is_box(name: &str) -> bool {
    ["alert", "notice", "hint", "admonition", "callout"].contains(&name)
        || ["note", "tip", "info", "warning", "caution", "danger", "important"].contains(&name)
}

/// Calls that only hold together what is in them.
fn is_nothing(name: &str) -> bool {
    ["tabs", "tabpane", "tab", "tabitem", "content-ref", "raw", "endraw", "code", "columns", "column"].contains(&name)
}

/// What stands in a call: `name first key="value"`.
struct Arguments {
    name: String,
    first: Option<String>,
    named: Vec<(String, String)>,
}

impl Arguments {
    fn of(inner: &str) -> Arguments {
        let mut words: Vec<String> = Vec::new();
        let mut word = String::new();
        let mut quote = None;
        for c in inner.chars() {
            match (quote, c) {
                (Some(open), c) if open == c => quote = None,
                (None, '"' | '\'' | '`') => quote = Some(c),
                (None, c) if c.is_whitespace() => {
                    words.extend(Some(std::mem::take(&mut word)).filter(|word| !word.is_empty()))
                }
                (_, c) => word.push(c),
            }
        }
        words.extend(Some(word).filter(|word| !word.is_empty()));
        let mut words = words.into_iter();
        let name = words.next().unwrap_or_default();
        let (mut first, mut named) = (None, Vec::new());
        for word in words {
            match word.split_once('=').filter(|(key, _)| key.chars().all(|c| c.is_alphanumeric() || c == '-')) {
                Some((key, value)) => named.push((key.to_owned(), value.to_owned())),
                None => _ = first.get_or_insert(word),
            }
        }
        Arguments { name, first, named }
    }

    fn get(&self, key: &str) -> Option<&str> {
        self.named.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str())
    }

    fn first(&self) -> Option<&str> {
        self.first.as_deref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_markdown_knows_is_kept() {
        for (text, expected) in [
            ("{{< figure src=\"/a.png\" alt=\"A lion\" >}}\n", "![A lion](/a.png)\n"),
            ("{{% notice tip %}}\nSmile.\n{{% /notice %}}\n", "::: tip\nSmile.\n:::\n"),
            ("{{< alert color=\"warning\" title=\"Hot\" >}}\nx\n{{< /alert >}}\n", "::: warning Hot\nx\n:::\n"),
            ("[a]({{< ref \"b.md\" >}})\n", "[a](b.md)\n"),
            ("{% hint style=\"info\" %}\nx\n{% endhint %}\n", "::: info\nx\n:::\n"),
            ("{% highlight python %}\nx\n{% endhighlight %}\n", "```python\nx\n```\n"),
            ("![a]({{ site.baseurl }}/a.png){: .wide}\n{: .center}\n", "![a](/a.png)\n\n"),
            ("[a]({{ \"/b/\" | relative_url }})\n", "[a](/b/)\n"),
            ("[[toc]]\n\n[TOC]\n", "\n\n\n"),
            ("Text\n{.display-6}\n", "Text\n\n"),
            ("{{ name }} \\{{< x >}} `{{< x >}}`\n", "{{ name }} \\{{< x >}} `{{< x >}}`\n"),
        ] {
            assert_eq!(replaced(text, "a.md", &mut Vec::new()), expected);
        }
    }

    #[test]
    fn what_it_does_not_know_is_a_comment() {
        let mut reports = Vec::new();
        let text = "{{#title X}} {{ y }}\n```\n{{#title X}}\n```\n{{< youtube\n id >}}\n";
        let expected = "<!-- {{#title X}} --> {{ y }}\n```\n{{#title X}}\n```\n<!-- {{< youtube id >}} -->\n";
        assert_eq!(replaced(text, "a.md", &mut reports), expected);
        assert_eq!(reports.iter().map(|report| report.place[0].as_str()).collect::<Vec<_>>(), ["a.md:1", "a.md:5"]);
    }
}
