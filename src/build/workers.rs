//! The jobs of a build, side by side: as many at a time as there are cores, as far as memory goes.
//!
//! Not on rayon's threads: one of those that waits for a part of its job takes up another job meanwhile, so that dozens of documents would
//! lie half finished in memory.

use std::num::NonZeroUsize;
use std::sync::{Condvar, Mutex};
use std::thread;

use crate::failure::Failure;

/// Does all jobs. Those that take longest and need most memory come first: one half of the workers begins with them, so that none of them is
/// left for the end, the other half with the last ones, which there is memory for beside them. After a failure no further job is begun.
pub fn each<T: Sync>(jobs: &[&T], work: impl Fn(&T) -> Result<(), Failure> + Sync) -> Result<(), Failure> {
    let cores = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let left = Mutex::new(jobs.iter());
    let failed = Mutex::new(None);
    let worker = |number: usize| {
        let next = || {
            let mut left = left.lock().expect("no worker panics with the lock");
            if number.is_multiple_of(2) { left.next() } else { left.next_back() }
        };
        while let Some(job) = next() {
            if let Err(failure) = work(job) {
                *left.lock().expect("no worker panics with the lock") = [].iter();
                failed.lock().expect("no worker panics with the lock").get_or_insert(failure);
            }
        }
    };
    thread::scope(|scope| {
        for number in 0..cores.min(jobs.len()) {
            let worker = &worker;
            scope.spawn(move || worker(number));
        }
    });
    failed.into_inner().expect("no worker panics with the lock").map_or(Ok(()), Err)
}

/// Memory that jobs share.
pub struct Room {
    size: usize,
    state: Mutex<Queue>,
    left: Condvar,
}

#[derive(Default)]
struct Queue {
    taken: usize,
    /// Who may enter next: those who wait go in the order in which they came, or a large one would wait for ever.
    turn: usize,
    tickets: usize,
}

/// A part of a [`Room`], given back when it is dropped.
pub struct Share<'a> {
    room: &'a Room,
    weight: usize,
}

impl Room {
    pub fn new(size: usize) -> Room {
        Room { size, state: Mutex::default(), left: Condvar::new() }
    }

    /// Waits until there is room. What is larger than the whole room is alone in it.
    pub fn enter(&self, weight: usize) -> Share<'_> {
        let weight = weight.min(self.size);
        let mut state = self.state.lock().expect("nobody panics with the lock");
        let ticket = state.tickets;
        state.tickets += 1;
        let waits = |state: &mut Queue| state.turn != ticket || state.taken + weight > self.size;
        let mut state = self.left.wait_while(state, waits).expect("nobody panics with the lock");
        state.turn += 1;
        state.taken += weight;
        self.left.notify_all();
        Share { room: self, weight }
    }
}

impl Drop for Share<'_> {
    fn drop(&mut self) {
        self.room.state.lock().expect("nobody panics with the lock").taken -= self.weight;
        self.room.left.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use crate::message::Message;

    #[test]
    fn every_job_is_done_once_and_a_failure_is_told() {
        let jobs: Vec<usize> = (0..100).collect();
        let refs: Vec<&usize> = jobs.iter().collect();
        let done = Mutex::new(Vec::new());
        each(&refs, |&job| {
            done.lock().unwrap().push(job);
            Ok(())
        })
        .unwrap();
        let mut done = done.into_inner().unwrap();
        done.sort_unstable();
        assert_eq!(done, jobs);

        let begun = AtomicUsize::new(0);
        let result = each(&refs, |&job| {
            begun.fetch_add(1, Ordering::Relaxed);
            if job == 0 {
                return Err(Failure::new(Message::as_is("no paper")));
            }
            thread::sleep(std::time::Duration::from_millis(20));
            Ok(())
        });
        assert_eq!(result.unwrap_err().to_string(), "no paper");
        let begun = begun.into_inner();
        assert!(begun < 50, "{begun} jobs were begun after a failure");
    }

    #[test]
    fn a_room_never_holds_more_than_it_can_and_a_large_guest_gets_in() {
        let (room, inside, most) = (Room::new(10), AtomicUsize::new(0), AtomicUsize::new(0));
        thread::scope(|scope| {
            for weight in [4, 6, 30, 1, 2, 3, 30, 4, 10, 5] {
                let (room, inside, most) = (&room, &inside, &most);
                scope.spawn(move || {
                    let _place = room.enter(weight);
                    let weight = weight.min(10);
                    most.fetch_max(inside.fetch_add(weight, Ordering::SeqCst) + weight, Ordering::SeqCst);
                    thread::sleep(std::time::Duration::from_millis(5));
                    inside.fetch_sub(weight, Ordering::SeqCst);
                });
            }
        });
        assert!(most.into_inner() <= 10);
    }
}
