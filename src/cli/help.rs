//! The help in Chinese, and what is wrong with arguments. In English the help is the doc comments of the arguments.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command, Error};

/// The command itself and each verb: what it does, in a line, and more.
const VERBS: &[(&str, &str, &str)] = &[
    (
        "diglot",
        "把一个文件夹的 Markdown 文稿做成双语网站和手册",
        "第一次使用：`diglot new my-course` 新建一门课程，`diglot serve --book my-course --open` 边写边看，`diglot build --book my-course` 生成网站和可以打印的 PDF。\n\n\
         退出码：0 全部完成，1 课程有错误，2 Diglot 无法运行，130 或 143 被中止。",
    ),
    ("new", "新建一门课程：一个文件夹，里面有首页、两个单元、一个步骤和一个行动，每种语言各一份，都会说明自己", ""),
    (
        "build",
        "生成网站、PDF 和学习平台的课件包",
        "不写要生成什么，就生成 `book.yaml` 要求的全部。课程有错误时什么也不生成，原有的文件保持不变。",
    ),
    (
        "serve",
        "在浏览器里预览课程，保存后立刻更新",
        "网站的各种语言都在内存里生成。PDF 在打开时才排版，全部列在 `/__diglot/`；给学习平台的课件包可以在 `/__diglot/lms/` 试播；译文可以在 `/__diglot/i18n/` 对照着写，除了在那里保存的译文，不写任何文件。课程有错误时，页面保持出错之前的样子，并说明错在哪里。",
    ),
    ("check", "检查课程有什么错误，不生成文件", ""),
    ("stats", "统计课程：词数、字数、阅读时间、活动、译文", ""),
    ("add", "添加条目，每种语言一个文件", "后面的条目依次顺延，指向其文件的链接随之更新。"),
    (
        "move",
        "把条目移到同类条目中的另一个位置",
        "各种语言的文件重新编号，指向它们的链接随之更新。网站地址里没有编号，保持不变。",
    ),
    (
        "rename",
        "给条目另取短名，它是网址的一部分；也可以是页上的位置或术语",
        "各种语言里的引用、关系和链接随之更新。旧名记在 `aliases` 里，位置的旧名记在 `anchors` 里，别处已有的网址仍然有效。条目改回原名，一切恢复原样。",
    ),
    ("renumber", "按现有顺序把条目的文件编为 1、2、3……", "各种语言里的空缺和重复都会补齐、消除。"),
    ("remove", "删去条目在各种语言里的文件", "只要还有别处引用它，就什么也不删，并列出那些地方。"),
    ("i18n", "查看译文哪些过时、哪些缺失，交给译者，再收回来，并确认哪些合适", ""),
    ("i18n status", "显示有多少处最新、过时、缺失、未确认、多余", ""),
    (
        "i18n accept",
        "确认译文现在是合适的：默认确认还没有人确认过的",
        "指明的地方即使过时也会确认：原文的改动不影响译文。",
    ),
    (
        "i18n export",
        "把要翻译的内容写成一个文件交给译者：默认是过时、缺失和未确认的",
        "文件放在 `dist/i18n`，每一处都附有它引用的标题和术语表里的词。译好以后，用 `diglot i18n import` 收回来。",
    ),
    (
        "i18n import",
        "把译者寄回的译文写进 Markdown",
        "每一处译文按译者看到的原文确认：原文后来又改过的，照样写入，并标为过时。不能写入的，会说明在文件里的位置；其余的照样写入。",
    ),
    (
        "import",
        "把 Word 文档、mdBook、Docusaurus 网站或一个文件夹的 Markdown 变成课程",
        "两种语言的两个 Word 文档成为同一门课程的两种语言；中英对照的一个文档会拆成两份。写了 `--lang`、而 `--out` 里已经有课程时，文档作为译文加进去。无法带过来的内容会逐一说明，并在正文原处留下注释。",
    ),
    (
        "schema",
        "告诉编辑器 `book.yaml` 等文件里可以写什么",
        "输出 JSON Schema（draft-07），说明是中英双语的。当前文件夹里有 `book.yaml` 时，会列出这门课程自己的语言、类别、关系和条目；否则适用于任何课程。",
    ),
    (
        "lsp",
        "在您写作时把课程的情况告诉编辑器（语言服务器协议）",
        "由编辑器自己启动，通过标准输入和输出交谈。它在您打字时标出错误，列出可以写的名称和键，显示一段文字在另一种语言里怎么说，并能跳到那里；还能找出所有引用、改名、改正笔误。",
    ),
    (
        "doctor",
        "检查这台电脑上有什么会妨碍 Diglot，并说明怎么办",
        "求助时，请把它的输出一起发去。它查看系统、课程、文件名和输出文件夹，不联网，也不改动任何东西。\n\n\
         退出码：0 可以使用，1 有问题需要先解决。",
    ),
    (
        "jobs",
        "列出几台机器合作生成时各自的命令，以及各自生成什么",
        "写 `--to ninja` 或 `--to make`，就输出给这些程序用的文件，由它们执行命令，再把各份合并。",
    ),
    (
        "merge",
        "把几台机器各自生成的部分合并成完整的输出",
        "`diglot build --shard 3/16` 生成十六份中的第三份。各份合在一起，与一次生成的结果逐字节相同。有一份缺失、损坏，或者用的文稿不同，原有的输出就保持不变。",
    ),
    (
        "completions",
        "让命令行在按 Tab 键时补全 `diglot` 的命令和参数",
        "输出给命令行程序用的脚本，例如 `diglot completions bash > ~/.local/share/bash-completion/completions/diglot`；PowerShell 的配置文件里写 `diglot completions powershell | Out-String | Invoke-Expression`。",
    ),
    ("man", "输出 `diglot` 的手册页（英文）", "例如 `diglot man > diglot.1`，再用 `man -l diglot.1` 阅读。"),
    ("help", "显示帮助，或某个命令的帮助", ""),
];

/// Of a verb, or of any (`*`): an argument and its help.
const ARGUMENTS: &[(&str, &str, &str)] = &[
    ("build", "shard", "只生成其中一份，例如 `3/16`：其余由别的机器生成，再用 `diglot merge` 合并"),
    (
        "*",
        "outputs",
        "要生成什么（默认：`book.yaml` 要求的全部）：\n\
         - site：网站，`site/`\n\
         - handbook：手册，`print/handbook.LANG.pdf`\n\
         - booklet：小册子，手册的小页拼在对折的纸上，`print/booklet.LANG.pdf`\n\
         - handouts：每个单元的讲义，`print/handouts/`\n\
         - sheets：工具表，可以打印填写，也可以在 Word 里填写，`print/sheets/`\n\
         - cards：口袋卡和角色卡，`print/cards.LANG.pdf`\n\
         - chart：挂图，`print/chart.LANG.pdf`\n\
         - slides：幻灯片，讲师版附备注，`print/slides.LANG.pdf`\n\
         - kit：授课安排、签到表、反馈表和证书，`print/kit/`\n\
         - epub：电子书，用手机和阅读器看的手册，`epub/handbook.LANG.epub`\n\
         - quiz：测验题，供 Moodle 等学习平台导入，`quiz/questions.LANG.gift.txt`\n\
         - lms：学习平台用的课件包，`lms/scorm-1.2.zip`、`lms/scorm-2004.zip`、`lms/cmi5.zip`",
    ),
    ("build", "out", "文件放在哪里（默认：`book.yaml` 旁边的 `dist`；只生成一份时是 `parts/3-of-16`）"),
    ("jobs", "shards", "分给几台机器"),
    (
        "jobs",
        "to",
        "怎样写出来（默认：table）：\n\
         - table：给人看的表格\n\
         - json：给别的程序用，写明每一份生成什么、用什么命令\n\
         - ninja：Ninja 的文件 `build.ninja`\n\
         - make：makefile",
    ),
    ("merge", "out", "文件放在哪里，例如 `dist`"),
    ("merge", "parts", "各份所在的文件夹，或者装着各份的一个文件夹，例如 `parts`"),
    ("serve", "open", "打开浏览器"),
    ("serve", "host", "提供预览的名称或地址（默认：127.0.0.1）；写本机以外的地址，别人也能看到"),
    ("serve", "port", "端口（默认：8080，或其后第一个空闲的端口）"),
    (
        "serve",
        "edition",
        "网站只看这一版：learner（学员版）或 trainer（讲师版）（默认：`book.yaml` 要求的；两版都要时是学员版）",
    ),
    ("serve", "poll", "每秒查看两次文件，用于不通知改动的网络驱动器"),
    ("new", "path", "要新建的文件夹"),
    ("new", "languages", "语言，例如 `\"zh,en\"`；第一种是您写作用的语言（默认：\"en,zh\"）"),
    ("new", "title", "某种语言的题目：`--title \"en=Handling complaints\" --title \"zh=应对投诉\"`"),
    ("new", "schema", "同时写一个 `book.schema.json`，编辑器用它解释 `book.yaml`，并标出其中的错误"),
    ("add", "kind", "条目的类别，例如 `step`"),
    ("add", "slug", "条目的短名：小写字母、数字和连字符。条目的分页写作 `listening/nod`"),
    ("add", "title", "某种语言的题目：`--title \"en=Say it back\" --title \"zh=复述\"`"),
    ("add", "folder", "给它单独的文件夹，用来放图片和分页"),
    ("move", "item", "条目，例如 `step/listen`"),
    (
        "rename",
        "item",
        "条目，例如 `step/listen`；它页上的位置，例如 `step/listen#geyser`；或术语，例如 `term:empathy`",
    ),
    ("rename", "slug", "新的短名：小写字母、数字和连字符"),
    ("renumber", "kind", "只处理这一类条目"),
    ("remove", "item", "条目，例如 `step/listen`"),
    ("i18n status", "item", "只看这个条目"),
    ("i18n status", "verbose", "列出每一处不是最新的内容，连同原文和译文"),
    ("i18n status", "format", "怎样显示（默认：table）：\n- table：给人看的表格\n- json：给程序用"),
    ("i18n status", "strict", "有过时或缺失时，退出码为 1"),
    ("i18n accept", "names", "条目，例如 `step/listen`；或位置，例如 `course/steps/02-listen.zh.md:12`"),
    ("i18n accept", "all", "全部确认，包括过时的"),
    ("i18n status", "lang", "只看这种语言"),
    ("i18n accept", "lang", "只看这种语言"),
    (
        "i18n export",
        "to",
        "写成什么文件：\n\
         - xlsx：电子表格，给没有翻译软件的人\n\
         - xliff：XLIFF 1.2，给翻译软件\n\
         - po：Gettext，给 Poedit、Weblate 和 OmegaT\n\
         - tmx：翻译记忆库，只有最新的译文，不能再导入\n\
         - tbx：术语表，不能再导入",
    ),
    (
        "i18n export",
        "state",
        "只要这些状态的，例如 `missing,stale`：\n\
         - missing：缺失\n\
         - stale：过时\n\
         - unreviewed：未确认\n\
         - current：最新\n\
         - all：全部",
    ),
    ("i18n export", "item", "只要这个条目"),
    ("i18n export", "output", "写到哪个文件"),
    ("i18n export", "lang", "只要这种语言"),
    ("i18n import", "files", "`diglot i18n export` 导出的文件：`.xlsx`、`.xlf`、`.po`"),
    ("i18n import", "overwrite", "换掉别人在此期间写好的译文"),
    ("i18n import", "lang", "译文是哪种语言（默认：看文件里怎么写）"),
    ("*", "after", "放在这个条目后面"),
    ("*", "before", "放在这个条目前面"),
    ("*", "at", "放在编号为这个数的位置；0 在第一个之前"),
    ("*", "dry_run", "只显示将要做什么，什么也不改"),
    ("import", "paths", "Word 文档（`.docx`），或一个文件夹"),
    ("import", "out", "课程放进哪个文件夹：新的、空的，或者已有课程的文件夹（加译文时）"),
    (
        "import",
        "from",
        "原来是什么（默认：看里面有哪些文件）：\n\
         - docx：Word 文档\n\
         - mdbook：mdBook，文件夹里有 `book.toml`\n\
         - docusaurus：Docusaurus 网站的 `docs/` 和译文\n\
         - folder：Markdown 文件，包括 Hugo、MkDocs、GitBook 等的，译文是 `name.zh.md`、`zh/` 或 `translations/zh/`",
    ),
    ("import", "lang", "文档的语言，例如 `\"en,zh\"`，按文档的顺序；导入文件夹时，是要导入的语言（默认：由文字判断）"),
    (
        "schema",
        "file",
        "哪个文件：\n\
         - book：`book.yaml`，课程的设置\n\
         - front-matter：每篇文稿开头两行 `---` 之间的内容\n\
         - theme：`theme.yaml`，颜色、标志、字体\n\
         - glossary：`glossary.yaml`，术语表\n\
         - strings：`theme/strings/LANG.yaml`，某种语言的按钮、标签和说明",
    ),
    ("schema", "book", "`book.yaml` 所在的文件夹（默认：当前文件夹，如果里面有课程）"),
    ("schema", "write", "写成 `book.yaml` 旁边的 `book.schema.json`，而不是输出到屏幕"),
    ("doctor", "book", "课程的文件夹，也就是 `book.yaml` 所在的文件夹（默认：当前文件夹，如果里面有课程）"),
    ("doctor", "out", "输出放在哪里（默认：`book.yaml` 旁边的 `dist`）"),
    ("doctor", "format", "怎样显示（默认：text）：\n- text：每项一行，给人看\n- json：给程序用"),
    ("completions", "shell", "哪种命令行：bash、zsh、fish、powershell 或 elvish"),
    ("*", "lang", "只生成这些语言：`en`、`zh`，或两种语言对照的 `en-zh`；几种写成 `\"en,zh\"`"),
    ("*", "edition", "只生成这一版：learner（学员版，不含讲师说明和答案）或 trainer（讲师版，内容齐全）"),
    ("*", "item", "只要这些条目，例如 `module/mindset`：它们的讲义，或者只含它们的手册（文件另取名称）"),
    ("*", "book", "课程的文件夹，也就是 `book.yaml` 所在的文件夹（默认：当前文件夹）"),
    (
        "*",
        "format",
        "怎样显示错误（默认：human）：\n\
         - human：连同那一行文字，在下面标出位置\n\
         - short：每个错误一行，`路径:行:列: error[代码]: 说明`\n\
         - json：每行一个 JSON 对象\n\
         - github：GitHub 显示在改动旁边的命令",
    ),
    ("*", "strict", "把警告当作错误"),
    ("*", "quiet", "除了错误，什么也不显示"),
    ("*", "messages", "提示用什么语言：en 或 zh（默认：系统的语言）"),
    ("*", "help", "显示帮助"),
    ("*", "version", "显示版本"),
];

const TEMPLATE: &str = "{about-with-newline}\n用法：{usage}\n\n{all-args}";

/// The command with its help in Chinese.
pub fn in_chinese(mut command: Command) -> Command {
    // Only then clap's own arguments are there.
    command.build();
    translated(command, "")
}

/// A command within others: `below` are the words before its name, without that of the program.
fn translated(command: Command, below: &str) -> Command {
    let verb = format!("{below}{}", command.get_name());
    let within = if verb == "diglot" { String::new() } else { format!("{verb} ") };
    // Each verb that has verbs of its own has a `help`, too.
    let name = if command.get_name() == "help" { "help" } else { &verb };
    let command = match VERBS.iter().find(|(of, ..)| *of == name) {
        Some((_, short, "")) => command.about(*short).long_about(*short),
        Some((_, short, more)) => command.about(*short).long_about(format!("{short}。\n\n{more}")),
        None => command,
    };
    command
        .help_template(TEMPLATE)
        .subcommand_help_heading("命令")
        .mut_args(|argument| match help_of(&verb, &argument) {
            Some(help) => {
                let heading = if argument.is_positional() { "参数" } else { "选项" };
                let argument = argument.help(help).long_help(None).help_heading(heading);
                argument.hide_possible_values(true).hide_default_value(true)
            }
            None => argument,
        })
        .mut_subcommands(|command| translated(command, &within))
}

fn help_of(verb: &str, argument: &Arg) -> Option<&'static str> {
    let id = argument.get_id().as_str();
    ARGUMENTS.iter().find(|(of, name, _)| [verb, "*"].contains(of) && *name == id).map(|(.., help)| *help)
}

/// What is wrong with the arguments, in Chinese; as clap says it where that is rare.
pub fn error_in_chinese(error: &Error) -> String {
    let context = |kind| match error.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(texts) => Some(texts.join("、")).filter(|texts| !texts.is_empty()),
        _ => None,
    };
    let argument = context(ContextKind::InvalidArg).unwrap_or_default();
    let value = context(ContextKind::InvalidValue).unwrap_or_default();
    let message = match error.kind() {
        ErrorKind::InvalidSubcommand => {
            format!("没有命令 `{}`", context(ContextKind::InvalidSubcommand).unwrap_or_default())
        }
        ErrorKind::UnknownArgument => format!("不认识的参数 `{argument}`"),
        ErrorKind::InvalidValue if value.is_empty() => format!("`{argument}` 后面缺少值"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => format!("`{argument}` 的值不能是 `{value}`"),
        ErrorKind::ArgumentConflict => format!("`{argument}` 出现了两次，或者不能与其他参数同时使用"),
        ErrorKind::MissingRequiredArgument => format!("缺少参数 `{argument}`"),
        _ => return error.to_string(),
    };
    let suggested = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
    let hint = match (suggested.into_iter().find_map(context), context(ContextKind::ValidValue)) {
        (Some(near), _) => format!("您要写的是 `{near}` 吗？"),
        (None, Some(values)) => format!("可以写 {values}"),
        (None, None) => "加上 `--help` 可以看到全部用法".to_owned(),
    };
    format!("错误：{message}\n建议：{hint}\n")
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::cli::Cli;

    /// All texts of the help, by where they stand.
    fn texts(command: &Command, below: &str) -> Vec<(String, String)> {
        let name = format!("{below}{}", command.get_name());
        let about = command.get_about().map(|about| (name.clone(), about.to_string()));
        // It has all verbs once more, which nobody sees.
        if command.get_name() == "help" {
            return about.into_iter().collect();
        }
        let arguments = command.get_arguments().filter(|argument| !argument.is_hide_set());
        let help = |argument: &Arg| {
            let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
            (format!("{name} {}", argument.get_id()), help)
        };
        let own = about.into_iter().chain(arguments.map(help));
        let within = if name == "diglot" { String::new() } else { format!("{name} ") };
        own.chain(command.get_subcommands().flat_map(|verb| texts(verb, &within))).collect()
    }

    #[test]
    fn nothing_is_left_in_english() {
        let command = in_chinese(Cli::command());
        let texts = texts(&command, "");
        assert!(texts.len() > 30, "{texts:?}");
        let chinese = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        let left: Vec<_> = texts.iter().filter(|(_, help)| !chinese(help)).collect();
        assert!(left.is_empty(), "{left:?}");
    }

    #[test]
    fn nothing_is_translated_that_is_not_there() {
        let mut command = Cli::command();
        command.build();
        let all = texts(&command, "");
        for (verb, argument, _) in ARGUMENTS {
            let known = |place: &str| match *verb {
                "*" => place.ends_with(&format!(" {argument}")),
                _ => place == format!("{verb} {argument}"),
            };
            assert!(all.iter().any(|(place, _)| known(place)), "{verb} {argument}");
        }
    }

    #[test]
    fn wrong_arguments_are_explained() {
        let explained = |words: &[&str]| {
            let words = ["diglot"].iter().chain(words);
            error_in_chinese(&in_chinese(Cli::command()).try_get_matches_from(words).expect_err("they are wrong"))
        };
        assert_eq!(explained(&["bild"]), "错误：没有命令 `bild`\n建议：您要写的是 `build` 吗？\n");
        assert_eq!(
            explained(&["build", "--lnag", "zh"]),
            "错误：不认识的参数 `--lnag`\n建议：您要写的是 `--lang` 吗？\n"
        );
        assert_eq!(
            explained(&["build", "--lang"]),
            "错误：`--lang <LANG>` 后面缺少值\n建议：加上 `--help` 可以看到全部用法\n"
        );
        assert_eq!(
            explained(&["build", "--edition", "all"]),
            "错误：`--edition <EDITION>` 的值不能是 `all`\n建议：可以写 learner、trainer\n"
        );
        assert!(explained(&["serve", "--port", "x"]).starts_with("错误：`--port <PORT>` 的值不能是 `x`\n"));
        assert!(explained(&["check", "--book", "a", "--book", "b"]).contains("出现了两次"));
    }

    #[test]
    fn arguments_are_read_as_ever() {
        let command = in_chinese(Cli::command());
        let found =
            command.try_get_matches_from(["diglot", "build", "handbook", "--lang", "zh", "--edition", "trainer"]);
        let found = found.expect("these can be read");
        let build = found.subcommand_matches("build").expect("the verb");
        assert_eq!(build.get_one::<String>("lang").map(String::as_str), Some("zh"));
    }
}
