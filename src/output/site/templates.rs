//! The templates: the default ones, some of which a theme replaces.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;
use tera::value::Key;
use tera::{Context, Kwargs, Map, State, Tera, Value};

use crate::course::{Lang, Localized};
use crate::failure::Failure;
use crate::message::{Message, both};
use crate::output::html::escape;
use crate::theme::{Common, Strings, WEB_TEMPLATES, Web};

/// The parts of the frame; each is filled from the template of its name.
const FRAME: &[&str] = &["links", "bar", "parts", "tools", "foot"];

/// All templates, compiled.
pub struct Templates {
    tera: Tera,
    replaced: Vec<String>,
    /// What templates call `strings`: made once, because making it takes longer than filling most pages.
    words: Localized<Value>,
}

/// The words of the theme in one language.
#[derive(Serialize)]
struct TemplateWords<'a> {
    common: &'a Common,
    web: &'a Web,
}

impl Templates {
    /// # Errors
    ///
    /// When a template of the theme cannot be compiled.
    pub fn new(replaced: &BTreeMap<String, String>, words: &Localized<&Strings>) -> Result<Templates, Failure> {
        let text =
            |&(name, text): &(&'static str, &'static str)| (name, replaced.get(name).map_or(text, String::as_str));
        let mut tera = Tera::default();
        tera.register_filter("said", said);
        tera.register_filter("word", word);
        tera.add_raw_templates(WEB_TEMPLATES.iter().map(text).collect::<Vec<_>>()).map_err(|error| {
            let failure = Failure::new(Message::as_is(error));
            if replaced.is_empty() { failure } else { failure.at(Path::new("theme/web")) }
        })?;
        let words =
            words.map(|words| Value::from_serializable(&TemplateWords { common: &words.common, web: &words.web }));
        Ok(Templates { tera, replaced: replaced.keys().cloned().collect(), words })
    }

    /// Fills a template in a language.
    ///
    /// # Errors
    ///
    /// When a template of the theme cannot be filled.
    pub fn render(&self, name: &str, lang: Lang, context: &impl Serialize) -> Result<Vec<u8>, Failure> {
        self.run(name, lang, self.context(name, context)?, Vec::with_capacity(PAGE))
    }

    /// Fills a template that stands in a frame.
    ///
    /// # Errors
    ///
    /// When a template of the theme cannot be filled.
    pub fn page(&self, name: &str, lang: Lang, frame: Value, context: &impl Serialize) -> Result<Vec<u8>, Failure> {
        let mut context = self.context(name, context)?;
        context.insert_value("frame", frame);
        self.run(name, lang, context, Vec::with_capacity(PAGE))
    }

    /// Fills the templates of the frame; templates of pages show its parts as they are.
    ///
    /// # Errors
    ///
    /// When a template of the theme cannot be filled.
    pub fn frame(&self, lang: Lang, context: &impl Serialize) -> Result<Value, Failure> {
        let context = Value::from_serializable(context);
        let part = |&name: &&'static str| {
            let mut frame = Context::new();
            frame.insert_value("frame", context.clone());
            let html = self.text(&format!("{name}.html"), lang, frame)?;
            Ok((Key::Str(name), Value::safe_string(html.trim_end())))
        };
        FRAME.iter().map(part).collect::<Result<Map, Failure>>().map(Value::from)
    }

    /// Fills a template of a part of a page.
    ///
    /// # Errors
    ///
    /// When a template of the theme cannot be filled.
    pub fn part(&self, name: &str, lang: Lang, context: &impl Serialize) -> Result<String, Failure> {
        self.text(name, lang, self.context(name, context)?)
    }

    fn context(&self, name: &str, context: &impl Serialize) -> Result<Context, Failure> {
        Context::from_serialize(context).map_err(|error| self.broken(name, &error))
    }

    fn text(&self, name: &str, lang: Lang, context: Context) -> Result<String, Failure> {
        self.run(name, lang, context, Vec::new())
            .map(|html| String::from_utf8(html).expect("templates and texts are UTF-8"))
    }

    fn run(&self, name: &str, lang: Lang, mut context: Context, mut html: Vec<u8>) -> Result<Vec<u8>, Failure> {
        context.insert_value("strings", self.words[lang].clone());
        self.tera.render_to(name, &context, &mut html).map_err(|error| self.broken(name, &error))?;
        Ok(html)
    }

    fn broken(&self, name: &str, error: &tera::Error) -> Failure {
        let failure =
            Failure::new(both!("the template `{name}` cannot be filled: {error}", "模板 `{name}` 无法填写：{error}"));
        if self.replaced.is_empty() { failure } else { failure.at(Path::new("theme/web")) }
    }
}

/// So many bytes have room for most pages.
const PAGE: usize = 32 * 1024;

/// So many bytes most words of a template take with their element, so that the text of one need not grow.
const SAID: usize = 128;

/// The filter `said`: words in one or more languages ([`super::links::Said`]); those that are not in the page's language say so. Every page has
/// dozens of them, and a filter takes a tenth of the time of a component.
fn said(words: &Value, _: Kwargs, _: &State<'_>) -> Value {
    let mut out = String::with_capacity(SAID);
    for said in words.as_array().unwrap_or_default() {
        if !out.is_empty() {
            out.push(' ');
        }
        span(said, "<span class=\"also\" lang=\"", "<span>", &mut out);
    }
    Value::safe_string(&out)
}

/// The filter `word`: words in a single language.
fn word(said: &Value, _: Kwargs, _: &State<'_>) -> Value {
    let mut out = String::with_capacity(SAID);
    span(said, "<span lang=\"", "", &mut out);
    Value::safe_string(&out)
}

/// TemplateWords in an element that begins with `foreign` and their language, or, in the page's language, with `own`.
fn span(said: &Value, foreign: &str, own: &str, out: &mut String) {
    let field = |name| said.get_from_path(name).and_then(Value::as_str);
    let text = field("text").unwrap_or_default();
    let lang = field("lang");
    match lang {
        Some(lang) => {
            out.push_str(foreign);
            escape::attribute(lang, out);
            out.push_str("\">");
        }
        None => out.push_str(own),
    }
    escape::text(text, out);
    if lang.is_some() || !own.is_empty() {
        out.push_str("</span>");
    }
}
