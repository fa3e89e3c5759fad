//! A build: from what is asked for to the files.
//!
//! 1. A [`Request`] names outputs, readings, an edition, items; `book.yaml` fills in what it leaves open.
//! 2. [`products`] has the one table of what each output consists of: websites, PDFs and packages, with their paths.
//! 3. A [`Plan`] is the products of one build. What a website may [offer](offers) of them is known before any is made.
//!    Machines that share a build [divide](shard) its products by what they [cost]; a [schedule] names the commands for it.
//! 4. [`mod@preflight`] tells what would go wrong on paper, and [`run`] makes the products, as many side by side as [`workers`] admit.

mod cost;
mod memory;
mod offers;
mod plan;
mod preflight;
mod products;
mod request;
mod run;
mod schedule;
mod shard;
mod workers;

pub use memory::Memory;
pub use plan::Plan;
pub use preflight::{delivery, look_ahead, preflight, preflight_of_faulty};
pub use products::{Product, ProductKind};
pub use request::{Request, readings_of};
pub use run::{Fate, Making, program};
pub use schedule::{Schedule, ScheduleForm};
pub use shard::{Job, Shard, divide};
