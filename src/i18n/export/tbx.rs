//! TBX: the glossary with its definitions, for the tools of translators.

use crate::course::{Lang, TermEntry};
use crate::i18n::exchange::Exchange;
use crate::i18n::xml::escaped;

pub fn write(exchange: &Exchange<'_>) -> String {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<martif type=\"TBX\" xml:lang=\"{}\">\n<martifHeader><fileDesc><titleStmt><title>{}</title></titleStmt>\
         <sourceDesc><p>Diglot</p></sourceDesc></fileDesc></martifHeader>\n<text><body>\n",
        escaped(exchange.source_tag()),
        escaped(exchange.title()),
    );
    for term in &exchange.work.survey.terms {
        out += &format!("<termEntry id=\"{}\">\n", escaped(&term.key));
        for (tag, lang) in [(exchange.source_tag(), Lang::SOURCE), (exchange.target_tag(), exchange.lang)] {
            out += &language(tag, &term.entries[lang]);
        }
        out += "</termEntry>\n";
    }
    out + "</body></text>\n</martif>\n"
}

fn language(tag: &str, entry: &TermEntry) -> String {
    let words = std::iter::once((&entry.term, "preferredTerm-admn-sts"));
    let words = words.chain(entry.also.iter().map(|word| (word, "admittedTerm-admn-sts")));
    let words = words.chain(entry.avoid.iter().map(|word| (word, "deprecatedTerm-admn-sts")));
    let mut out = format!("<langSet xml:lang=\"{}\">", escaped(tag));
    if !entry.definition.is_empty() {
        out += &format!("<descrip type=\"definition\">{}</descrip>", escaped(&entry.definition));
    }
    for (word, status) in words {
        out += &format!(
            "<tig><term>{}</term><termNote type=\"administrativeStatus\">{status}</termNote></tig>",
            escaped(word)
        );
    }
    out + "</langSet>\n"
}
