//! The output folder: whether a build can put its files there.

use std::path::Path;

use super::course::shown;
use super::machine::{file_system, size};
use super::{Check, Verdict};
use crate::message::{Message, both};
use crate::publish::{self, Condition, Inspected};

/// Less is soon full.
const LITTLE_ROOM: u64 = 500 << 20;
/// With less not even a small website can be put.
const NO_ROOM: u64 = 20 << 20;

fn topic() -> Message {
    both!("output", "输出")
}

pub fn checks(out: &Path) -> Vec<Check> {
    let shown = shown(out);
    let Inspected { condition, nearest, bytes } = match publish::inspect(out) {
        Ok(inspected) => inspected,
        Err(failure) => return vec![Check::failed("output", topic(), Verdict::Stop, &failure)],
    };
    let is = |found: Message| Check::good("output", topic(), both!("{shown}: {found}", "{shown}：{found}"; found));
    let output = match condition {
        Condition::New => is(both!("will be made by the first build", "第一次生成时建立")),
        Condition::Ready => is(both!("can be written", "可以写入")),
        Condition::CutOff => {
            is(both!("can be written; the last build was cut off there", "可以写入；上一次生成中途停了")).but(
                Verdict::Look,
                both!(
                    "run `diglot build` again: it finishes or undoes that",
                    "请再运行一次 `diglot build`，它会完成或撤销"
                ),
            )
        }
        Condition::Taken => is(both!("another build has it right now", "另一次生成正在使用")).but(
            Verdict::Stop,
            both!("wait for it to end, or choose another folder with `--out`", "请等它结束，或用 `--out` 另选文件夹"),
        ),
        Condition::Foreign => is(both!("holds files that Diglot did not write", "里面有不是 Diglot 写的文件")).but(
            Verdict::Stop,
            both!(
                "choose an empty or a new folder with `--out`, or remove the files yourself; Diglot never deletes them",
                "请用 `--out` 选一个空的或新的文件夹，或者自己移走那些文件；Diglot 从不删除它们"
            ),
        ),
    };
    let Some(file_system) = file_system(&nearest) else { return vec![output] };
    let (free, needed) = (size(file_system.free), size(bytes));
    let room = Check::good(
        "output-room",
        both!("room", "空间"),
        both!("{free} are free; the output has {needed} now", "空闲 {free}，现有输出 {needed}"),
    );
    let make_room =
        || both!("make room on this disk, or choose another one with `--out`", "请腾出空间，或用 `--out` 选另一个磁盘");
    let room = match file_system.free {
        0..NO_ROOM => room.but(Verdict::Stop, make_room()),
        free if free < LITTLE_ROOM.max(bytes) => room.but(Verdict::Look, make_room()),
        _ => room,
    };
    vec![output, room]
}
