//! The course: whether there is one, whether it is sound, and what of its files confuses others who work on them.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::{Check, Verdict};
use crate::build;
use crate::diagnostic::{Code, Diagnostic, Severity, Strictness};
use crate::failure::Failure;
use crate::message::{self, Message, both};
use crate::project::{self, Loaded, Memo};
use crate::sources::stamp::Stamp;
use crate::sources::{self, Sources};

/// A clock may go so much wrong without anybody's harm.
const A_MOMENT: Duration = Duration::from_secs(120);

fn topic() -> Message {
    both!("course", "课程")
}

/// Where the course is, what is wrong with it, and whether its characters can be printed; with the folder of its files, if that is known.
pub fn checks(book: &Path, named: bool) -> (Vec<Check>, Option<String>) {
    let shown = shown(book);
    if !named && !sources::holds(book, "book.yaml") {
        let found = both!("there is none in this folder, {shown}", "这个文件夹里没有课程：{shown}");
        let advice = both!(
            "go to the folder of a `book.yaml`, or name it with `--book`; `diglot new my-course` makes one",
            "请到有 `book.yaml` 的文件夹里运行，或用 `--book` 写明；`diglot new my-course` 新建一门课程"
        );
        return (vec![Check::good("course", topic(), found).but(Verdict::Look, advice)], None);
    }
    let mut loaded = match project::load(book, Sources::default(), &mut Memo::once(), Strictness::Usual) {
        Ok(loaded) => loaded,
        Err(failure) => return (vec![Check::failed("course", topic(), Verdict::Stop, &failure)], None),
    };
    build::look_ahead(&mut loaded);
    let Loaded { diagnostics, .. } = &loaded;
    let count = |severity| diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let numbers = Message {
        en: format!(
            "{}, {}",
            message::counted(errors, "error", "errors"),
            message::counted(warnings, "warning", "warnings")
        ),
        zh: format!("{errors} 个错误，{warnings} 个警告"),
    };
    let check = Check::good("course", topic(), both!("{shown}: {numbers}", "{shown}：{numbers}"; numbers));
    let advice = || both!("`diglot check` shows where", "`diglot check` 会指出在哪里");
    let mut checks = vec![match (errors, warnings) {
        (0, 0) => check,
        (0, _) => check.but(Verdict::Look, advice()),
        _ => check.but(Verdict::Stop, advice()),
    }];
    checks.extend(loaded.project.course().map(|_| characters(diagnostics)));
    (checks, loaded.project.book().map(|book| book.folder.clone()))
}

/// The files of a course and of its theme, relative to the folder `root` of `book.yaml`; those that are hidden are none of the author's.
pub fn files(root: &Path, folder: &str) -> Result<Vec<String>, Failure> {
    let mut files: Vec<String> = vec!["book.yaml".to_owned()];
    for folder in [folder, "theme"].into_iter().filter(|folder| sources::is_folder(&root.join(folder))) {
        let found = sources::list_files(&root.join(folder))?.into_iter();
        let shown = found.filter(|file| !file.path.split('/').any(|part| part.starts_with('.')));
        files.extend(shown.map(|file| format!("{folder}/{}", file.path)));
    }
    Ok(files)
}

/// Whether the fonts of the theme have every character of the course.
fn characters(diagnostics: &[Diagnostic]) -> Check {
    let missing = diagnostics.iter().filter(|diagnostic| diagnostic.code == Code::MissingGlyph).count();
    let topic = both!("fonts", "字体");
    if missing == 0 {
        return Check::good("fonts", topic, both!("have every character of the course", "课程里的字都有"));
    }
    Check::good(
        "fonts",
        topic,
        Message {
            en: format!("lack characters in {}", message::counted(missing, "place", "places")),
            zh: format!("有 {missing} 处的字缺字体"),
        },
    )
    .but(
        Verdict::Look,
        both!(
            "put a font that has them into `theme/fonts`, and name it in `theme.yaml` under `others`",
            "请把有这些字的字体放进 `theme/fonts`，并写在 `theme.yaml` 的 `others` 下"
        ),
    )
}

/// Whether files come from the future: then a preview or a build cannot tell what is new.
pub fn clock(book: &Path, paths: &[&str], now: SystemTime) -> Check {
    let early = |path: &&&str| {
        let stamp = Stamp::of(&book.join(path));
        stamp.is_some_and(|stamp| stamp.is_after(now + A_MOMENT))
    };
    let ahead: Vec<&&str> = paths.iter().filter(early).collect();
    let topic = both!("clock", "时钟");
    match ahead.first() {
        None => Check::good("clock", topic, both!("no file is from the future", "没有未来时间的文件")),
        Some(first) => {
            let count = ahead.len();
            Check::good(
                "clock",
                topic,
                both!(
                    "files from the future: {count}, such as `{first}`",
                    "有 {count} 个文件的时间在未来，例如 `{first}`"
                ),
            )
            .but(
                Verdict::Look,
                both!(
                    "set the clock of this machine, or of the one that wrote them, and save these files again",
                    "请校准这台电脑或写出这些文件的电脑的时钟，再保存一次这些文件"
                ),
            )
        }
    }
}

/// What git has to know of the files of a course, where it is under version control and others translate it.
pub fn version_control(book: &Path, paths: &[&str]) -> Option<Check> {
    let is_lock = |path: &&&str| path.ends_with(".lock") && path.contains("/i18n/");
    let lock = paths.iter().find(is_lock)?;
    sources::is_versioned(book).then(|| {
        let rules = sources::beside(book, ".gitattributes").unwrap_or_default();
        let has = |words: &str| rules.lines().any(|line| line.contains(".lock") && line.contains(words));
        let topic = both!("git", "git");
        if has("merge=union") && has("text") {
            let found = both!("knows how to merge the locks of translations", "知道怎样合并译文的锁文件");
            return Check::good("git", topic, found);
        }
        let (folder, _) = lock.rsplit_once('/').unwrap_or_default();
        let found = both!(
            "is not told how to merge the locks of translations, such as `{lock}`",
            "不知道怎样合并译文的锁文件，例如 `{lock}`"
        );
        Check::good("git", topic, found).but(
            Verdict::Look,
            both!(
                "put the line `{folder}/*.lock text merge=union` into `.gitattributes` beside `book.yaml`",
                "请在 `book.yaml` 旁边的 `.gitattributes` 里加上一行 `{folder}/*.lock text merge=union`"
            ),
        )
    })
}

/// A folder as people find it again.
pub fn shown(folder: &Path) -> String {
    let whole = std::path::absolute(folder).unwrap_or_else(|_| folder.to_path_buf());
    whole.components().collect::<PathBuf>().display().to_string()
}
