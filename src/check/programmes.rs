//! Session plans that cannot be kept: what takes no time, and days that are longer than they may be.

use crate::course::schedule::{is_untimed, overrun};
use crate::course::{Course, Programme};
use crate::diagnostic::{Code, Diagnostic};
use crate::message::both;

pub fn check(course: &Course, out: &mut Vec<Diagnostic>) {
    for programme in &course.programmes {
        for session in &programme.sessions {
            let Some(span) = session.span.filter(|_| is_untimed(course, session)) else { continue };
            let id = course.id(session.item);
            let name = session.place.as_ref().map_or(id.clone(), |place| format!("{id}#{place}"));
            out.push(
                Diagnostic::new(
                    Code::PlanTime,
                    span,
                    both!("`{name}` takes no time, so it is not in the plan", "`{name}` 没有时间，所以不在授课安排里"),
                )
                .hint(both!("write its minutes behind it: `- {name}: 20`", "请在后面写上分钟数：`- {name}: 20`")),
            );
        }
        too_long(course, programme, out);
    }
}

fn too_long(course: &Course, programme: &Programme, out: &mut Vec<Diagnostic>) {
    // What the book names no plan is as long as it comes out.
    let Some(key) = &programme.key else { return };
    let over = overrun(course, programme);
    if over == 0 {
        return;
    }
    out.push(
        Diagnostic::new(
            Code::PlanTime,
            programme.span,
            both!(
                "a day of the plan `{key}` is {over} minutes longer than its hours",
                "授课安排 `{key}` 有一天比规定的时间长 {over} 分钟"
            ),
        )
        .hint(both!(
            "leave something out, or give it more `days:` or `hours:`",
            "请删减内容，或把 `days:`、`hours:` 改大"
        )),
    );
}
