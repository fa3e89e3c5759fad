//! `docs/theme-contract.md`: what the templates of a theme get.
//!
//! The prose of the page is written by hand. Below each marker such as `<!-- shape: site::item::ItemPage -->` stands what this Rust type becomes when it is serialised, in the notation of
//! TypeScript, and each type that it leads to, unless an earlier block of the chapter has it. Keys, types and comments are read from the source, so that
//! variants which no course of the tests has are there, too. `UPDATE=1 cargo test contract` writes the blocks anew.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::support::{diff, files, update};
use syn::{Attribute, Expr, Fields, GenericArgument, Item, Lit, Meta, PathArguments, Type, UseTree};

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/theme-contract.md");
const SOURCE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
const MARKER: &str = "<!-- shape: ";
const CHAPTER: &str = "\n## ";

#[test]
fn the_page_says_what_the_types_say() {
    let page = fs::read_to_string(PAGE).expect("the page is there");
    let types = Crate::read(Path::new(SOURCE));
    let filled = types.fill(&page);
    if update() {
        fs::write(PAGE, filled).expect("the page can be written");
    } else if page != filled {
        let diff = diff(&page, &filled);
        let changed: Vec<&str> = diff.lines().filter(|line| !line.starts_with(' ')).collect();
        panic!("templates get something else than docs/theme-contract.md says:\n{}", changed.join("\n"));
    }
}

#[test]
fn the_page_names_every_template_of_the_website() {
    let page = fs::read_to_string(PAGE).expect("the page is there");
    let missing: Vec<_> = diglot::theme::WEB_TEMPLATES
        .iter()
        .map(|(name, _)| *name)
        .filter(|name| !page.contains(&format!("`{name}`")))
        .collect();
    assert!(missing.is_empty(), "docs/theme-contract.md does not name {missing:?}");
}

/// A module's path and a name in it, from the root of the crate: `["output", "site", "item", "ItemPage"]`.
type Place = Vec<String>;

/// What the source defines and imports.
struct Crate {
    items: BTreeMap<Place, Item>,
    /// What a name that is imported stands for.
    imports: BTreeMap<Place, Place>,
    /// For each module those of which it imports everything.
    globs: BTreeMap<Place, Vec<Place>>,
}

impl Crate {
    fn read(folder: &Path) -> Crate {
        let mut found = Crate { items: BTreeMap::new(), imports: BTreeMap::new(), globs: BTreeMap::new() };
        for (path, bytes) in files(folder).into_iter().filter(|(path, _)| path.extension().is_some_and(|it| it == "rs"))
        {
            let path = path.strip_prefix(folder).expect("it lies in the folder").with_extension("");
            let mut module: Place = path.iter().map(|part| part.to_string_lossy().into_owned()).collect();
            if module.last().is_some_and(|last| matches!(last.as_str(), "mod" | "lib")) {
                module.pop();
            }
            let text = String::from_utf8(bytes).expect("sources are UTF-8");
            for item in syn::parse_file(&text).expect("the crate compiles").items {
                found.add(&module, item);
            }
        }
        found
    }

    fn add(&mut self, module: &Place, item: Item) {
        let name = match &item {
            Item::Struct(item) => item.ident.to_string(),
            Item::Enum(item) => item.ident.to_string(),
            Item::Type(item) => item.ident.to_string(),
            Item::Use(item) => return self.import(module, &[], &item.tree),
            _ => return,
        };
        self.items.insert(join(module, &name), item);
    }

    fn import(&mut self, module: &Place, before: &[String], tree: &UseTree) {
        match tree {
            UseTree::Path(path) => self.import(module, &join(before, &path.ident.to_string()), &path.tree),
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.import(module, before, tree)),
            UseTree::Glob(_) => self.globs.entry(module.clone()).or_default().push(absolute(module, before)),
            UseTree::Name(name) => {
                let name = name.ident.to_string();
                self.imports.insert(join(module, &name), absolute(module, &join(before, &name)));
            }
            UseTree::Rename(rename) => {
                let path = absolute(module, &join(before, &rename.ident.to_string()));
                self.imports.insert(join(module, &rename.rename.to_string()), path);
            }
        }
    }

    /// Where a type is defined that a module mentions by a path; none when that is outside of the crate.
    fn find(&self, module: &[String], path: &[String]) -> Option<Place> {
        if let [first, rest @ ..] = path
            && let Some(meant) = self.imports.get(&join(module, first))
        {
            return self.find_below(module, &[meant, rest].concat());
        }
        self.find_below(module, path)
    }

    /// A path may begin at the root of the crate or in the module that has it.
    fn find_below(&self, module: &[String], path: &[String]) -> Option<Place> {
        self.find_at(&absolute(module, path)).or_else(|| self.find_at(&[module, path].concat()))
    }

    fn find_at(&self, place: &[String]) -> Option<Place> {
        if self.items.contains_key(place) {
            return Some(place.to_vec());
        }
        let (name, module) = place.split_last()?;
        let import = self.imports.get(place).and_then(|meant| self.find_below(module, meant));
        let globs = self.globs.get(module).map(Vec::as_slice).unwrap_or_default();
        import.or_else(|| globs.iter().find_map(|glob| self.find_below(module, &join(glob, name))))
    }

    /// The only type whose path ends with that of a marker.
    fn marked(&self, path: &str) -> Place {
        let path: Vec<String> = path.split("::").map(str::to_owned).collect();
        let found: Vec<&Place> = self.items.keys().filter(|place| place.ends_with(&path)).collect();
        match found[..] {
            [place] => place.clone(),
            _ => panic!("the marker {path:?} should be the end of one path, and is that of {found:?}"),
        }
    }

    /// The page with each block as it should be. Website and PDFs are chapters that know nothing of each other's types.
    fn fill(&self, page: &str) -> String {
        let chapters: Vec<String> = page.split(CHAPTER).map(|chapter| self.fill_chapter(chapter)).collect();
        chapters.join(CHAPTER)
    }

    fn fill_chapter(&self, page: &str) -> String {
        let mut blocks = Vec::new();
        let mut shown = BTreeSet::new();
        for marker in page.lines().filter_map(|line| line.strip_prefix(MARKER)) {
            let marker = marker.strip_suffix(" -->").expect("a marker ends in its line");
            let mut places = Vec::new();
            self.reach(&self.marked(marker), &mut shown, &mut places);
            blocks.push(places);
        }
        let printer = Printer { types: self, names: names(blocks.iter().flatten()) };
        let mut out = String::new();
        let mut lines = page.lines();
        let mut blocks = blocks.iter();
        while let Some(line) = lines.next() {
            out.push_str(line);
            out.push('\n');
            if line.starts_with(MARKER) {
                let types: Vec<String> =
                    blocks.next().expect("one for each marker").iter().map(|place| printer.define(place)).collect();
                out.push_str(&format!("```ts\n{}```\n", types.join("\n")));
                assert_eq!(lines.next(), Some("```ts"), "a block stands below each marker");
                lines.by_ref().find(|line| *line == "```").expect("the block ends");
            }
        }
        out
    }

    /// A type and those that it leads to, in the order of their mention, without those that were shown before.
    fn reach(&self, place: &Place, shown: &mut BTreeSet<Place>, out: &mut Vec<Place>) {
        if !shown.insert(place.clone()) {
            return;
        }
        out.push(place.clone());
        let module = &place[..place.len() - 1];
        let mut inner = Vec::new();
        match &self.items[place] {
            Item::Struct(item) => mentioned_by_fields(&item.fields, &mut inner),
            Item::Enum(item) => {
                item.variants.iter().for_each(|variant| mentioned_by_fields(&variant.fields, &mut inner))
            }
            Item::Type(item) => mentioned(&item.ty, &mut inner),
            _ => unreachable!("only types are kept"),
        }
        for path in inner {
            if let Some(place) = self.find(module, &path) {
                self.reach(&place, shown, out);
            }
        }
    }
}

fn join(module: &[String], name: &str) -> Place {
    module.iter().cloned().chain([name.to_owned()]).collect()
}

/// A path as it would be written in the root of the crate.
fn absolute(module: &[String], path: &[String]) -> Place {
    match path.split_first() {
        Some((first, rest)) if first == "crate" => rest.to_vec(),
        Some((first, rest)) if first == "self" => [module, rest].concat(),
        Some((first, rest)) if first == "super" => absolute(&module[..module.len() - 1], &join_self(rest)),
        _ => path.to_vec(),
    }
}

/// `super::x` is `self::x` of the module above, and `super::super::x` its `super::x`.
fn join_self(rest: &[String]) -> Place {
    let first = if rest.first().is_some_and(|first| first == "super") { None } else { Some("self".to_owned()) };
    first.into_iter().chain(rest.iter().cloned()).collect()
}

fn mentioned_by_fields(fields: &Fields, out: &mut Vec<Place>) {
    for field in fields {
        mentioned(&field.ty, out);
    }
}

/// Whether templates get a text with places for values, as it is written.
fn is_pattern(path: &syn::TypePath) -> bool {
    path.path.segments.last().is_some_and(|last| last.ident == "Pattern")
}

/// The paths in a type.
fn mentioned(ty: &Type, out: &mut Vec<Place>) {
    match ty {
        Type::Path(path) if is_pattern(path) => {}
        Type::Path(path) => {
            out.push(path.path.segments.iter().map(|segment| segment.ident.to_string()).collect());
            arguments(path).into_iter().for_each(|ty| mentioned(ty, out));
        }
        Type::Reference(reference) => mentioned(&reference.elem, out),
        Type::Array(array) => mentioned(&array.elem, out),
        Type::Slice(slice) => mentioned(&slice.elem, out),
        Type::Tuple(tuple) => tuple.elems.iter().for_each(|ty| mentioned(ty, out)),
        _ => panic!("a type of a kind that is not written yet"),
    }
}

/// What stands between the angle brackets of a type, but for lifetimes.
fn arguments(path: &syn::TypePath) -> Vec<&Type> {
    let last = path.path.segments.last().expect("a path has a name");
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return Vec::new() };
    let types = arguments.args.iter().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    });
    types.collect()
}

/// What a chapter calls each type: its name, with that of its module where two have the same.
fn names<'a>(places: impl Iterator<Item = &'a Place> + Clone) -> BTreeMap<Place, String> {
    let name = |place: &Place| place.last().expect("a type has a name").clone();
    let shared = |wanted: &str| places.clone().filter(|place| place.ends_with(&[wanted.to_owned()])).count() > 1;
    let named = places.clone().map(|place| match place.as_slice() {
        [.., module, last] if shared(last) => (place.clone(), format!("{}{last}", rename(module, "PascalCase"))),
        _ => (place.clone(), name(place)),
    });
    named.collect()
}

struct Printer<'a> {
    types: &'a Crate,
    names: BTreeMap<Place, String>,
}

impl Printer<'_> {
    /// The definition of a type, with its comments.
    fn define(&self, place: &Place) -> String {
        let module = &place[..place.len() - 1];
        let name = &self.names[place];
        match &self.types.items[place] {
            Item::Struct(item) => {
                let serde = Serde::read(&item.attrs);
                let parameters: Vec<String> = item.generics.type_params().map(|it| it.ident.to_string()).collect();
                let parameters =
                    if parameters.is_empty() { String::new() } else { format!("<{}>", parameters.join(", ")) };
                let Fields::Named(fields) = &item.fields else { panic!("{name} has no names for its fields") };
                let (flat, own): (Vec<_>, Vec<_>) =
                    fields.named.iter().partition(|field| Serde::read(&field.attrs).flatten);
                let base: Vec<String> = flat.iter().map(|field| self.ty(module, &field.ty)).collect();
                let base = if base.is_empty() { String::new() } else { format!(" extends {}", base.join(", ")) };
                let mut out = format!("{}interface {name}{parameters}{base} {{\n", comment(&item.attrs, ""));
                for field in own {
                    out += &comment(&field.attrs, "  ");
                    out += &format!("  {}\n", self.field(module, field, serde.rename.as_deref()));
                }
                out + "}\n"
            }
            Item::Enum(item) => {
                let serde = Serde::read(&item.attrs);
                let mut out = format!("{}type {name} =\n", comment(&item.attrs, ""));
                for variant in &item.variants {
                    let key = rename(&variant.ident.to_string(), serde.rename.as_deref().unwrap_or("PascalCase"));
                    out += &comment(&variant.attrs, "  ");
                    out += &format!("  | {}\n", self.variant(module, &serde, &key, &variant.fields));
                }
                out
            }
            Item::Type(item) => format!("{}type {name} = {}\n", comment(&item.attrs, ""), self.ty(module, &item.ty)),
            _ => unreachable!("only types are kept"),
        }
    }

    fn variant(&self, module: &[String], serde: &Serde, key: &str, fields: &Fields) -> String {
        match (&serde.tag, fields) {
            (None, Fields::Unit) => format!("{key:?}"),
            (None, Fields::Unnamed(fields)) if serde.untagged => self.ty(module, &fields.unnamed[0].ty),
            (Some(tag), Fields::Unit) => format!("{{ {tag}: {key:?} }}"),
            (Some(tag), Fields::Unnamed(fields)) => {
                format!("{{ {tag}: {key:?} }} & {}", self.ty(module, &fields.unnamed[0].ty))
            }
            (Some(tag), Fields::Named(fields)) => {
                let commented = fields.named.iter().any(|field| !comment(&field.attrs, "").is_empty());
                let written = fields.named.iter().map(|field| (field, self.field(module, field, None)));
                let line = written.clone().map(|(_, text)| format!(", {text}")).collect::<String>();
                if !commented && line.len() < 100 {
                    return format!("{{ {tag}: {key:?}{line} }}");
                }
                let lines = written.map(|(field, text)| format!("{}      {text}\n", comment(&field.attrs, "      ")));
                format!("{{\n      {tag}: {key:?}\n{}    }}", lines.collect::<String>())
            }
            _ => panic!("the variant {key:?} is serialised in a way that is not written yet"),
        }
    }

    fn field(&self, module: &[String], field: &syn::Field, case: Option<&str>) -> String {
        let name = field.ident.as_ref().expect("the field has a name").to_string();
        let name = rename(name.trim_start_matches("r#"), case.unwrap_or("snake_case"));
        let name = if name.contains('-') { format!("{name:?}") } else { name };
        format!("{name}: {}", self.ty(module, &field.ty))
    }

    fn ty(&self, module: &[String], ty: &Type) -> String {
        let list =
            |of: String| if of.contains(' ') && !of.starts_with('[') { format!("({of})[]") } else { format!("{of}[]") };
        match ty {
            Type::Reference(reference) => self.ty(module, &reference.elem),
            Type::Array(array) => list(self.ty(module, &array.elem)),
            Type::Slice(slice) => list(self.ty(module, &slice.elem)),
            Type::Tuple(tuple) => {
                let parts: Vec<String> = tuple.elems.iter().map(|ty| self.ty(module, ty)).collect();
                format!("[{}]", parts.join(", "))
            }
            Type::Path(path) if is_pattern(path) => "string".to_owned(),
            Type::Path(path) => {
                let names: Place = path.path.segments.iter().map(|segment| segment.ident.to_string()).collect();
                let inner: Vec<String> = arguments(path).into_iter().map(|ty| self.ty(module, ty)).collect();
                if let Some(place) = self.types.find(module, &names) {
                    return self.names[&place].clone();
                }
                match (names.last().expect("a path has a name").as_str(), &inner[..]) {
                    ("Option", [of]) => format!("{of} | null"),
                    ("Vec", [of]) => list(of.clone()),
                    ("Box" | "Rc" | "Arc" | "Cow", [of]) => of.clone(),
                    ("BTreeMap" | "IndexMap", [key, value]) => format!("Record<{key}, {value}>"),
                    ("String" | "str" | "char", []) => "string".to_owned(),
                    ("bool", []) => "boolean".to_owned(),
                    ("u8" | "u16" | "u32" | "u64" | "usize" | "i8" | "i16" | "i32" | "i64" | "f32" | "f64", []) => {
                        "number".to_owned()
                    }
                    (parameter, []) if parameter.len() == 1 => parameter.to_owned(),
                    (name, _) => panic!("`{name}` in {module:?} is not known"),
                }
            }
            _ => panic!("a type of a kind that is not written yet"),
        }
    }
}

/// What the attributes of serde say of how something is written. What they say of reading does not count.
#[derive(Default)]
struct Serde {
    rename: Option<String>,
    tag: Option<String>,
    untagged: bool,
    flatten: bool,
}

impl Serde {
    fn read(attributes: &[Attribute]) -> Serde {
        let mut serde = Serde::default();
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
            let read = attribute.parse_nested_meta(|meta| {
                let text =
                    |meta: &syn::meta::ParseNestedMeta| syn::Result::Ok(meta.value()?.parse::<syn::LitStr>()?.value());
                let name = meta.path.get_ident().map(ToString::to_string).unwrap_or_default();
                match name.as_str() {
                    "rename_all" if meta.input.peek(syn::token::Paren) => {
                        return meta.parse_nested_meta(|inner| {
                            let case = text(&inner)?;
                            if inner.path.is_ident("serialize") {
                                serde.rename = Some(case);
                            }
                            Ok(())
                        });
                    }
                    "rename_all" => serde.rename = Some(text(&meta)?),
                    "tag" => serde.tag = Some(text(&meta)?),
                    "untagged" => serde.untagged = true,
                    "flatten" => serde.flatten = true,
                    "deny_unknown_fields" | "default" => {}
                    name => panic!("the attribute `{name}` of serde is not written yet"),
                }
                Ok(())
            });
            read.expect("the crate compiles");
        }
        serde
    }
}

/// A name of Rust as serde writes it.
fn rename(name: &str, case: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    for c in name.chars() {
        if c == '_' || c == '-' {
            words.push(String::new());
        } else if c.is_uppercase() || words.is_empty() {
            words.push(c.to_lowercase().to_string());
        } else {
            words.last_mut().expect("a word has begun").push(c);
        }
    }
    let capital = |word: &String| word[..1].to_uppercase() + &word[1..];
    match case {
        "kebab-case" => words.join("-"),
        "snake_case" => words.join("_"),
        "PascalCase" => words.iter().map(capital).collect(),
        "camelCase" => words[0].clone() + &words[1..].iter().map(capital).collect::<String>(),
        _ => panic!("`{case}` is not written yet"),
    }
}

/// The doc comment of something, without the brackets of its links.
fn comment(attributes: &[Attribute], indent: &str) -> String {
    let mut out = String::new();
    for attribute in attributes {
        if let Meta::NameValue(meta) = &attribute.meta
            && meta.path.is_ident("doc")
            && let Expr::Lit(text) = &meta.value
            && let Lit::Str(text) = &text.lit
        {
            let text = text.value().replace("[`", "`").replace("`]", "`");
            out += format!("{indent}// {}", text.trim()).trim_end();
            out.push('\n');
        }
    }
    out
}
