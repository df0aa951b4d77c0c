//! Does work on several threads at once and gives the results in the order of the tasks, with a bounded number of them
//! in memory and a time limit for each.
//!
//! The core cannot be interrupted, so a task that passes the limit is given up: its outcome says so, its thread is left
//! to end on its own, and another takes its place. Threads left behind take processor time from the rest, so beyond
//! [`MAX_LEFT_BEHIND`] of them tasks are waited for, however long they take.

use std::io;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender, SyncSender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// Tasks read ahead for each thread: enough that a slow one does not leave the other threads idle, few enough that
/// memory stays small.
const AHEAD: usize = 4;
/// Bytes of stack of a thread, what the main thread has on Linux; the default is a quarter.
const STACK_BYTES: usize = 8 << 20;
/// So many threads may still be busy with tasks that were given up.
const MAX_LEFT_BEHIND: usize = 8;

/// How much is done at once, and for how long.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// Tasks at the same time, at least one.
    pub jobs: usize,
    /// How long one may take.
    pub time_limit: Duration,
}

/// What became of a task.
#[derive(Debug, PartialEq, Eq)]
pub enum Outcome<L, R> {
    /// Its result.
    Done(L, R),
    /// It passed the time limit.
    Late(L),
    /// Its thread died; the label, if it got that far.
    Lost(Option<L>),
}

/// `open` gives a task's label and what is left to do; `work` does it, and only that is under the time limit. `each` gets
/// the outcomes in order; if it fails, the rest is not done.
///
/// # Errors
/// What `each` returns, and if a thread cannot be started or the tasks end in a panic.
pub fn ordered<T, L, U, R>(
    tasks: impl Iterator<Item = T> + Send + 'static,
    bounds: Bounds,
    open: impl Fn(T) -> (L, U) + Send + Sync + 'static,
    work: impl Fn(U) -> R + Send + Sync + 'static,
    mut each: impl FnMut(Outcome<L, R>) -> io::Result<()>,
) -> io::Result<()>
where
    T: Send + 'static,
    L: Send + 'static,
    U: 'static,
    R: Send + 'static,
{
    let jobs = bounds.jobs.max(1);
    let (task_sender, task_receiver) = mpsc::sync_channel(jobs);
    let (order_sender, order) = mpsc::sync_channel(jobs * AHEAD);
    let reader = thread::Builder::new().name("reader".to_owned());
    let reader = reader.stack_size(STACK_BYTES).spawn(move || feed(tasks, &order_sender, &task_sender))?;
    let pool = Arc::new(Pool { tasks: Mutex::new(task_receiver), open, work, left_behind: AtomicUsize::new(0) });
    for _ in 0..jobs {
        Pool::start(&pool)?;
    }
    for pending in order {
        let outcome = pool.outcome(&pending, bounds.time_limit);
        if !matches!(outcome, Outcome::Done(..)) {
            Pool::start(&pool)?;
        }
        each(outcome)?;
    }
    reader.join().map_err(|_| io::Error::other("reading the input ended in a mistake of the program"))
}

/// Hands out the tasks; the order channel bounds how many are read ahead.
fn feed<T, L, R>(
    tasks: impl Iterator<Item = T>,
    order: &SyncSender<Pending<L, R>>,
    workers: &SyncSender<(T, Answer<L, R>)>,
) {
    for task in tasks {
        let (steps, receiver) = mpsc::channel();
        let is_settled = Arc::new(AtomicBool::new(false));
        let pending = Pending { steps: receiver, is_settled: Arc::clone(&is_settled) };
        if order.send(pending).is_err() || workers.send((task, Answer { steps, is_settled })).is_err() {
            return;
        }
    }
}

/// Where the outcome of a task is waited for.
struct Pending<L, R> {
    steps: Receiver<Step<L, R>>,
    is_settled: Arc<AtomicBool>,
}

/// Where a worker says how far it is.
struct Answer<L, R> {
    steps: Sender<Step<L, R>>,
    /// Set by whoever comes first: the worker with the result, or the limit.
    is_settled: Arc<AtomicBool>,
}

enum Step<L, R> {
    Began(L, Instant),
    Done(R),
}

struct Pool<T, L, R, Open, Work> {
    tasks: Mutex<Receiver<(T, Answer<L, R>)>>,
    open: Open,
    work: Work,
    left_behind: AtomicUsize,
}

impl<T, L, U, R, Open, Work> Pool<T, L, R, Open, Work>
where
    T: Send + 'static,
    L: Send + 'static,
    U: 'static,
    R: Send + 'static,
    Open: Fn(T) -> (L, U) + Send + Sync + 'static,
    Work: Fn(U) -> R + Send + Sync + 'static,
{
    fn start(pool: &Arc<Self>) -> io::Result<()> {
        let pool = Arc::clone(pool);
        let worker = thread::Builder::new().name("worker".to_owned()).stack_size(STACK_BYTES);
        worker.spawn(move || while pool.do_one().is_some() {}).map(|_| ())
    }

    /// Does the next task; nothing when there is none, or when this thread has been replaced.
    fn do_one(&self) -> Option<()> {
        let next = self.tasks.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let (task, answer) = next.ok()?;
        let (label, rest) = (self.open)(task);
        answer.steps.send(Step::Began(label, Instant::now())).ok()?;
        let result = (self.work)(rest);
        if answer.is_settled.swap(true, Ordering::AcqRel) {
            self.left_behind.fetch_sub(1, Ordering::AcqRel);
            return None;
        }
        answer.steps.send(Step::Done(result)).ok()
    }

    fn outcome(&self, pending: &Pending<L, R>, limit: Duration) -> Outcome<L, R> {
        let Ok(Step::Began(label, began)) = pending.steps.recv() else { return Outcome::Lost(None) };
        let left = limit.saturating_sub(began.elapsed());
        let step = match pending.steps.recv_timeout(left) {
            Err(RecvTimeoutError::Timeout) => {
                // Counted first, so that the worker never takes away what is not yet there.
                if self.left_behind.fetch_add(1, Ordering::AcqRel) < MAX_LEFT_BEHIND
                    && !pending.is_settled.swap(true, Ordering::AcqRel)
                {
                    return Outcome::Late(label);
                }
                self.left_behind.fetch_sub(1, Ordering::AcqRel);
                pending.steps.recv().ok()
            }
            step => step.ok(),
        };
        match step {
            Some(Step::Done(result)) => Outcome::Done(label, result),
            _ => Outcome::Lost(Some(label)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: Duration = Duration::from_secs(600);

    fn run(
        tasks: std::ops::Range<u32>,
        bounds: Bounds,
        work: impl Fn(u32) -> u32 + Send + Sync + 'static,
    ) -> Vec<Outcome<u32, u32>> {
        let mut outcomes = Vec::new();
        let ended = ordered(
            tasks,
            bounds,
            |task| (task, task),
            work,
            |outcome| {
                outcomes.push(outcome);
                Ok(())
            },
        );
        ended.unwrap();
        outcomes
    }

    #[test]
    fn results_come_in_order_for_any_number_of_jobs() {
        for jobs in [1, 2, 7] {
            let outcomes = run(0..200, Bounds { jobs, time_limit: LONG }, |task| {
                if task % 3 == 0 {
                    thread::yield_now();
                }
                task * 2
            });
            let expected: Vec<_> = (0..200).map(|task| Outcome::Done(task, task * 2)).collect();
            assert_eq!(outcomes, expected, "{jobs} jobs");
        }
    }

    #[test]
    fn as_many_tasks_run_at_once_as_there_are_jobs() {
        for jobs in [1, 2, 4] {
            // Nobody passes the barrier before all have come.
            let barrier = std::sync::Barrier::new(jobs);
            let outcomes = run(0..8, Bounds { jobs, time_limit: LONG }, move |task| {
                barrier.wait();
                task
            });
            assert_eq!(outcomes, (0..8).map(|task| Outcome::Done(task, task)).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_task_that_never_ends_is_given_up_and_the_rest_done() {
        let (_never, blocked) = mpsc::channel::<()>();
        let blocked = Mutex::new(blocked);
        let bounds = Bounds { jobs: 1, time_limit: Duration::from_millis(20) };
        let outcomes = run(0..3, bounds, move |task| {
            if task == 1 {
                let _ = blocked.lock().unwrap().recv();
            }
            task
        });
        assert_eq!(outcomes[1], Outcome::Late(1));
        assert_eq!(outcomes.len(), 3);
    }

    #[test]
    fn a_task_that_panics_is_named_and_the_rest_done() {
        let outcomes = run(0..3, Bounds { jobs: 1, time_limit: LONG }, |task| {
            assert_ne!(task, 1, "this panic is part of the test");
            task
        });
        assert_eq!(outcomes, [Outcome::Done(0, 0), Outcome::Lost(Some(1)), Outcome::Done(2, 2)]);
    }

    #[test]
    fn few_tasks_are_read_ahead() {
        let (jobs, read) = (2, Arc::new(AtomicUsize::new(0)));
        let counted = Arc::clone(&read);
        let tasks = (0..1000_u32).inspect(move |_| {
            counted.fetch_add(1, Ordering::AcqRel);
        });
        let mut done = 0;
        let each = |_| {
            done += 1;
            let ahead = read.load(Ordering::Acquire) - done;
            // What the two channels hold, and the task in the reader's hand.
            assert!(ahead <= jobs * AHEAD + 1, "{ahead} tasks were read ahead");
            Ok(())
        };
        ordered(tasks, Bounds { jobs, time_limit: LONG }, |task| (task, task), |task| task, each).unwrap();
        assert_eq!(done, 1000);
    }

    #[test]
    fn nothing_more_is_done_once_the_output_fails() {
        let failing = |_: Outcome<u32, u32>| Err(io::Error::other("full"));
        let ended = ordered(0.., Bounds { jobs: 2, time_limit: LONG }, |task| (task, task), |task: u32| task, failing);
        assert_eq!(ended.unwrap_err().to_string(), "full");
    }
}
