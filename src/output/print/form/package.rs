//! What lies around the document of a form: styles, lists, links, the size of the page.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

use super::blocks::{CELL_SIDE, NumberedList};
use super::pictures::MediaFile;
use crate::archive;
use crate::course::{Language, Orientation};
use crate::output::html::escape;
use crate::output::print::options::Paper;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// The margin of a page, in twentieths of a point: 20 millimetres.
const MARGIN: u32 = 1134;

/// A page in twentieths of a point.
pub struct PageSize {
    width: u32,
    height: u32,
    landscape: bool,
}

impl PageSize {
    pub fn of(paper: Paper, orientation: Orientation) -> PageSize {
        let (width, height) = if paper == Paper::Letter { (12240, 15840) } else { (11906, 16838) };
        match orientation {
            Orientation::Portrait => PageSize { width, height, landscape: false },
            Orientation::Landscape => PageSize { width: height, height: width, landscape: true },
        }
    }

    /// The width of a line.
    pub fn line(&self) -> u32 {
        self.width - 2 * MARGIN
    }

    /// The element at the end of the document that says how its pages are.
    pub fn section(&self) -> String {
        let PageSize { width, height, landscape } = self;
        let lying = if *landscape { " w:orient=\"landscape\"" } else { "" };
        format!(
            "<w:sectPr><w:pgSz w:w=\"{width}\" w:h=\"{height}\"{lying}/><w:pgMar w:top=\"{MARGIN}\" w:right=\"{MARGIN}\" w:bottom=\"{MARGIN}\" \
             w:left=\"{MARGIN}\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/></w:sectPr>"
        )
    }
}

/// What is packed.
pub struct Parts<'a> {
    /// `word/document.xml`, whole.
    pub document: String,
    pub lists: Vec<NumberedList>,
    pub links: Vec<String>,
    pub media: Vec<MediaFile>,
    pub title: &'a str,
    pub author: Option<&'a str>,
    pub language: &'a Language,
}

/// How `word/document.xml` begins. Boxes to tick are of a later year than the rest.
pub fn head() -> String {
    format!(
        "{HEAD}<w:document xmlns:w=\"{MAIN}\" xmlns:r=\"{OFFICE}\" xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
         xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\" xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\" \
         xmlns:wp=\"{DRAWING}/wordprocessingDrawing\" xmlns:a=\"{DRAWING}/main\" xmlns:pic=\"{DRAWING}/picture\" mc:Ignorable=\"w14\">"
    )
}

pub fn pack(parts: &Parts<'_>) -> Vec<u8> {
    let types =
        [("document", "document.main"), ("styles", "styles"), ("numbering", "numbering"), ("settings", "settings")];
    let types: String = types
        .map(|(name, kind)| format!("<Override PartName=\"/word/{name}.xml\" ContentType=\"{TYPE}.{kind}+xml\"/>"))
        .concat();
    let pictures = [("png", "png"), ("jpg", "jpeg"), ("gif", "gif")]
        .map(|(ending, kind)| format!("<Default Extension=\"{ending}\" ContentType=\"image/{kind}\"/>"))
        .concat();
    let types = format!(
        "{HEAD}<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>{pictures}{types}\
         <Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/></Types>"
    );
    let mut own: String = ["styles", "numbering", "settings"]
        .map(|name| relationship(name, &format!("{OFFICE}/{name}"), &format!("{name}.xml"), ""))
        .concat();
    for (at, url) in parts.links.iter().enumerate() {
        let mut target = String::new();
        escape::attribute(&escape::url(url), &mut target);
        own += &relationship(
            &format!("link{}", at + 1),
            &format!("{OFFICE}/hyperlink"),
            &target,
            " TargetMode=\"External\"",
        );
    }
    for (at, file) in parts.media.iter().enumerate() {
        own += &relationship(
            &format!("picture{}", at + 1),
            &format!("{OFFICE}/image"),
            &format!("media/{}", file.name(at + 1)),
            "",
        );
    }
    let outer = relationship("document", &format!("{OFFICE}/officeDocument"), "word/document.xml", "")
        + &relationship("core", &format!("{PACKAGE}/relationships/metadata/core-properties"), "docProps/core.xml", "");
    let relationships =
        |inner: &str| format!("{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">{inner}</Relationships>");
    let written = [
        ("[Content_Types].xml", types),
        ("_rels/.rels", relationships(&outer)),
        ("docProps/core.xml", core(parts)),
        ("word/_rels/document.xml.rels", relationships(&own)),
        ("word/document.xml", parts.document.clone()),
        ("word/numbering.xml", numbering(&parts.lists)),
        ("word/settings.xml", settings()),
        ("word/styles.xml", styles(parts.language)),
    ];
    let mut files: BTreeMap<String, Arc<[u8]>> =
        written.into_iter().map(|(name, text)| (name.to_owned(), text.into_bytes().into())).collect();
    let media = parts.media.iter().enumerate();
    files.extend(media.map(|(at, file)| (format!("word/media/{}", file.name(at + 1)), file.bytes.clone())));
    archive::pack(&files)
}

fn relationship(id: &str, kind: &str, target: &str, more: &str) -> String {
    format!("<Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"{target}\"{more}/>")
}

fn core(parts: &Parts<'_>) -> String {
    let element = |name: &str, text: &str| {
        let mut out = format!("<dc:{name}>");
        escape::text(text, &mut out);
        out + &format!("</dc:{name}>")
    };
    let author = parts.author.map_or(String::new(), |author| element("creator", author));
    format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">{}{author}{}</cp:coreProperties>",
        element("title", parts.title),
        element("language", &parts.language.tag),
    )
}

/// Without this, Word opens the document as one of 2003.
fn settings() -> String {
    format!(
        "{HEAD}<w:settings xmlns:w=\"{MAIN}\"><w:compat><w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" \
         w:val=\"15\"/></w:compat></w:settings>"
    )
}

/// Each list counts for itself, so each has an entry of its own.
fn numbering(lists: &[NumberedList]) -> String {
    let level = |level: usize, format: &str, text: &str| {
        format!(
            "<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/><w:lvlJc w:val=\"left\"/></w:lvl>"
        )
    };
    let bullets: String = (0..9).map(|n| level(n, "bullet", if n % 2 == 0 { "•" } else { "–" })).collect();
    let numbers: String = (0..9).map(|n| level(n, "decimal", &format!("%{}.", n + 1))).collect();
    let mut out = format!("{HEAD}<w:numbering xmlns:w=\"{MAIN}\">");
    for (id, levels) in [bullets, numbers].iter().enumerate() {
        let _ = write!(
            out,
            "<w:abstractNum w:abstractNumId=\"{id}\"><w:multiLevelType w:val=\"hybridMultilevel\"/>{levels}</w:abstractNum>"
        );
    }
    for (at, list) in lists.iter().enumerate() {
        let kind = usize::from(list.start.is_some());
        let _ = write!(out, "<w:num w:numId=\"{}\"><w:abstractNumId w:val=\"{kind}\"/>", at + 1);
        if let Some(start) = list.start {
            let level = list.level;
            let _ =
                write!(out, "<w:lvlOverride w:ilvl=\"{level}\"><w:startOverride w:val=\"{start}\"/></w:lvlOverride>");
        }
        out.push_str("</w:num>");
    }
    out + "</w:numbering>"
}

fn styles(language: &Language) -> String {
    let tag = &language.tag;
    let paragraph = |id: &str, based: &str, paragraph: &str, run: &str| {
        let based = if based.is_empty() { String::new() } else { format!("<w:basedOn w:val=\"{based}\"/>") };
        let default = if id == "Normal" { " w:default=\"1\"" } else { "" };
        // Word knows its own styles by their English names.
        let name = match id {
            "Heading1" => "heading 1",
            "Heading2" => "heading 2",
            "Caption" => "caption",
            id => id,
        };
        format!(
            "<w:style w:type=\"paragraph\"{default} w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>{based}<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
        )
    };
    let grey = "<w:color w:val=\"595959\"/>";
    let sides = ["top", "left", "bottom", "right", "insideH", "insideV"];
    let sides =
        sides.map(|side| format!("<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"8C8C8C\"/>")).concat();
    let all = [
        paragraph("Normal", "", "<w:spacing w:after=\"120\" w:line=\"264\" w:lineRule=\"auto\"/>", ""),
        paragraph("Over", "Normal", "<w:spacing w:after=\"40\"/>", &format!("{grey}<w:sz w:val=\"18\"/>")),
        paragraph("Title", "Normal", "<w:keepNext/><w:spacing w:after=\"80\"/>", "<w:b/><w:sz w:val=\"34\"/>"),
        paragraph("Subtitle", "Normal", "<w:spacing w:after=\"200\"/>", grey),
        paragraph(
            "Heading1",
            "Normal",
            "<w:keepNext/><w:spacing w:before=\"200\"/><w:outlineLvl w:val=\"0\"/>",
            "<w:b/><w:sz w:val=\"25\"/>",
        ),
        paragraph(
            "Heading2",
            "Normal",
            "<w:keepNext/><w:spacing w:before=\"160\"/><w:outlineLvl w:val=\"1\"/>",
            "<w:b/><w:sz w:val=\"22\"/>",
        ),
        paragraph(
            "Cell",
            "Normal",
            "<w:spacing w:before=\"40\" w:after=\"40\" w:line=\"240\" w:lineRule=\"auto\"/>",
            "",
        ),
        paragraph("Figure", "Normal", "<w:keepNext/><w:jc w:val=\"center\"/>", ""),
        paragraph(
            "Caption",
            "Normal",
            "<w:spacing w:after=\"160\"/><w:jc w:val=\"center\"/>",
            &format!("{grey}<w:sz w:val=\"18\"/>"),
        ),
        paragraph(
            "Code",
            "Normal",
            "<w:spacing w:after=\"0\"/>",
            "<w:rFonts w:ascii=\"Consolas\" w:hAnsi=\"Consolas\" w:cs=\"Consolas\"/>",
        ),
        paragraph("Gap", "Normal", "<w:spacing w:after=\"0\" w:line=\"200\" w:lineRule=\"exact\"/>", ""),
        paragraph(
            "Rule",
            "Normal",
            "<w:pBdr><w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"1\" w:color=\"8C8C8C\"/></w:pBdr>",
            "",
        ),
    ]
    .concat();
    format!(
        "{HEAD}<w:styles xmlns:w=\"{MAIN}\"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Calibri\" w:hAnsi=\"Calibri\" w:eastAsia=\"Microsoft YaHei\" \
         w:cs=\"Calibri\"/><w:sz w:val=\"21\"/><w:szCs w:val=\"21\"/><w:lang w:val=\"{tag}\" w:eastAsia=\"{tag}\"/></w:rPr></w:rPrDefault></w:docDefaults>{all}\
         <w:style w:type=\"table\" w:styleId=\"Grid\"><w:name w:val=\"Table Grid\"/><w:tblPr><w:tblBorders>{sides}</w:tblBorders>\
         <w:tblCellMar><w:left w:w=\"{CELL_SIDE}\" w:type=\"dxa\"/><w:right w:w=\"{CELL_SIDE}\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style></w:styles>"
    )
}
