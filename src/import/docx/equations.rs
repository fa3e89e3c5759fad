//! Equations (OMML) as a line of text.

use roxmltree::Node;

use super::package::{attr, child, is};

/// The equation as it would be typed: `(a+b)/2`, `x^2`.
pub fn plain(node: Node<'_, '_>) -> String {
    let part = |name: &str| child(node, name).map(plain).unwrap_or_default();
    match node.tag_name().name() {
        "t" => node.text().unwrap_or_default().to_owned(),
        "f" => format!("{}/{}", grouped(part("num")), grouped(part("den"))),
        "sSup" => format!("{}^{}", part("e"), grouped(part("sup"))),
        "sSub" => format!("{}_{}", part("e"), grouped(part("sub"))),
        "sSubSup" => format!("{}_{}^{}", part("e"), grouped(part("sub")), grouped(part("sup"))),
        "rad" => match part("deg").as_str() {
            "" => format!("√{}", grouped(part("e"))),
            degree => format!("{degree}√{}", grouped(part("e"))),
        },
        "d" => {
            let sign = |name: &str, usual: &str| {
                let properties = child(node, "dPr").and_then(|pr| child(pr, name));
                properties.and_then(|sign| attr(sign, "val")).unwrap_or(usual).to_owned()
            };
            let inner: Vec<String> = node.children().filter(|inner| is(*inner, "e")).map(plain).collect();
            format!("{}{}{}", sign("begChr", "("), inner.join(&sign("sepChr", "|")), sign("endChr", ")"))
        }
        "nary" => {
            let properties = child(node, "naryPr").and_then(|pr| child(pr, "chr"));
            let sign = properties.and_then(|sign| attr(sign, "val")).unwrap_or("∫");
            let limit =
                |mark: &str, words: String| if words.is_empty() { words } else { mark.to_owned() + &grouped(words) };
            format!("{sign}{}{} {}", limit("_", part("sub")), limit("^", part("sup")), part("e"))
        }
        name if name.ends_with("Pr") => String::new(),
        _ => node.children().filter(Node::is_element).map(plain).collect(),
    }
}

fn grouped(text: String) -> String {
    if text.chars().count() > 1 && !text.chars().all(char::is_alphanumeric) { format!("({text})") } else { text }
}
