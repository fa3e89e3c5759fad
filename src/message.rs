//! What Diglot says to those who use it, in English and Chinese. The two stand beside each other in the code, so that neither can be missing
//! or fall behind: [`both!`] takes them together.

use clap::ValueEnum;
use serde::{Deserialize, Serialize};

/// A language of messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Tongue {
    /// English.
    En,
    /// Chinese, in simplified characters.
    Zh,
}

/// One thing said in both languages.
///
/// English: lower case, no final period, names in backticks. Chinese: no final full stop, names in backticks.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Message {
    /// The English words.
    pub en: String,
    /// The Chinese words.
    pub zh: String,
}

impl Message {
    /// What is not Diglot's to translate: a name, the words of the system.
    pub fn as_is(text: impl ToString) -> Message {
        let text = text.to_string();
        Message { en: text.clone(), zh: text }
    }

    /// The words in one language.
    pub fn text(&self, tongue: Tongue) -> &str {
        match tongue {
            Tongue::En => &self.en,
            Tongue::Zh => &self.zh,
        }
    }
}

/// A [`Message`] from two format strings: `both!("no file `{name}`", "没有文件 `{name}`")`. Variables that are messages themselves are
/// named after a semicolon, and each language takes its own of them: `both!("expected {what}", "应为{what}"; what)`.
macro_rules! both {
    ($en:literal, $zh:literal; $($part:ident),+ $(,)?) => {
        $crate::message::Message {
            en: { $(let $part = &$part.en;)+ format!($en) },
            zh: { $(let $part = &$part.zh;)+ format!($zh) },
        }
    };
    ($en:literal, $zh:literal $(, $value:expr)* $(,)?) => {
        $crate::message::Message { en: format!($en $(, $value)*), zh: format!($zh $(, $value)*) }
    };
}

pub(crate) use both;

/// `1 file`, `2 files`: English counts; in Chinese one form is right for all.
pub fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// What `say` says in each language.
pub fn each(say: impl Fn(Tongue) -> String) -> Message {
    Message { en: say(Tongue::En), zh: say(Tongue::Zh) }
}

/// `a, b`, as each language sets a list.
pub fn joined<T: AsRef<str>>(names: impl IntoIterator<Item = T>) -> Message {
    let names: Vec<T> = names.into_iter().collect();
    let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    Message { en: names.join(", "), zh: names.join("、") }
}

/// As [`joined`], each in backticks.
pub fn list<T: AsRef<str>>(names: impl IntoIterator<Item = T>) -> Message {
    joined(names.into_iter().map(|name| format!("`{}`", name.as_ref())))
}

/// The last two joined by “or”. `names` are as they are shown.
pub fn either(names: &[String]) -> Message {
    match names {
        [] => Message::as_is(""),
        [only] => Message::as_is(only),
        [first @ .., last] => {
            let (en, zh) = (first.join(", "), first.join("、"));
            both!("{en} or {last}", "{zh} 或 {last}")
        }
    }
}
