//! A population over several threads: one reads, some rehearse, one settles in the order of the source.

use crate::pipeline::{PortError, PortErrorKind, SourceDirectory, SourceObject, Subject};
use crate::plan::{Base, Planner, Rehearsed, Rehearser, Visit};
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, PoisonError};

/// Users that a thread takes at once.
const CHUNK: usize = 256;

/// Chunks that wait for a thread, or to be settled.
const WAITING: usize = 8;

/// How ports are opened: each thread has its own.
pub struct Openers<'o> {
    /// The source.
    pub source: &'o (dyn Fn() -> Result<Box<dyn SourceDirectory>, PortError> + Sync),
    /// Target and links.
    pub base: &'o (dyn Fn() -> Result<Base, PortError> + Sync),
}

type Chunk = (u64, Vec<SourceObject>);
type Done = (u64, Vec<(Subject, Rehearsed)>);

/// Plans everybody, those who are gone, and those who waited.
///
/// # Errors
/// Source, target or links cannot be read.
pub fn plan(
    rehearser: &Rehearser<'_>,
    openers: &Openers<'_>,
    (threads, departed): (usize, bool),
    halts: &(dyn Fn() -> bool + Sync),
    visit: &mut Visit<'_>,
) -> Result<(), PortError> {
    let mut planner = Planner::new(rehearser);
    let mut base = (openers.base)()?;
    let stop = AtomicBool::new(false);
    let failed = Mutex::new(None);
    let (give, take) = sync_channel::<Chunk>(WAITING);
    let (hand, receive) = sync_channel::<Done>(WAITING);
    let take = Mutex::new(take);
    std::thread::scope(|scope| {
        let (take, stop, failed) = (&take, &stop, &failed);
        let object = planner.source_object();
        scope.spawn(move || note(failed, stop, read(object, openers, &give, (stop, halts))));
        for _ in 0..threads.max(1) {
            let hand = hand.clone();
            scope.spawn(move || note(failed, stop, work(rehearser, openers, take, &hand, stop)));
        }
        drop(hand);
        settle(&mut planner, &mut base, &receive, visit);
        stop.store(true, Ordering::Relaxed);
    });
    if let Some(error) = failed.into_inner().unwrap_or_else(PoisonError::into_inner) {
        return Err(error);
    }
    if departed {
        planner.departed(&mut base, visit)?;
    }
    let mut source = (openers.source)()?;
    planner.later(source.as_mut(), &mut base, visit)
}

fn note(failed: &Mutex<Option<PortError>>, stop: &AtomicBool, done: Result<(), PortError>) {
    if let Err(error) = done {
        stop.store(true, Ordering::Relaxed);
        let mut failed = failed.lock().unwrap_or_else(PoisonError::into_inner);
        failed.get_or_insert(error);
    }
}

fn read(
    object: &str,
    openers: &Openers<'_>,
    give: &SyncSender<Chunk>,
    (stop, halts): (&AtomicBool, &(dyn Fn() -> bool + Sync)),
) -> Result<(), PortError> {
    let mut source = (openers.source)()?;
    let mut chunk = Vec::with_capacity(CHUNK);
    let mut number = 0;
    let mut halted = false;
    source.each(object, &mut |found| {
        chunk.push(found);
        if chunk.len() == CHUNK {
            let full = std::mem::replace(&mut chunk, Vec::with_capacity(CHUNK));
            halted = halts();
            if halted || stop.load(Ordering::Relaxed) || give.send((number, full)).is_err() {
                return ControlFlow::Break(());
            }
            number += 1;
        }
        ControlFlow::Continue(())
    })?;
    if halted {
        let message = "nobody waits for the plan any more";
        return Err(PortError::new(PortErrorKind::InternalError, message));
    }
    // Nobody takes it only where another thread has failed.
    let _ = give.send((number, chunk));
    Ok(())
}

fn work(
    rehearser: &Rehearser<'_>,
    openers: &Openers<'_>,
    take: &Mutex<Receiver<Chunk>>,
    hand: &SyncSender<Done>,
    stop: &AtomicBool,
) -> Result<(), PortError> {
    let mut base = (openers.base)()?;
    loop {
        let next = take.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((number, users)) = next else {
            return Ok(());
        };
        let done = users
            .into_iter()
            .map(|user| {
                let subject = Subject::Present(user);
                let rehearsed = rehearser.rehearse(&subject, &mut base);
                (subject, rehearsed)
            })
            .collect();
        if stop.load(Ordering::Relaxed) || hand.send((number, done)).is_err() {
            return Ok(());
        }
    }
}

fn settle(
    planner: &mut Planner<'_, '_>,
    base: &mut Base,
    receive: &Receiver<Done>,
    visit: &mut Visit<'_>,
) {
    let mut early = BTreeMap::new();
    let mut next = 0;
    for (number, users) in receive {
        early.insert(number, users);
        while let Some(users) = early.remove(&next) {
            for (subject, rehearsed) in users {
                let settled = planner.settle(&subject, rehearsed, base);
                visit(&subject, settled);
            }
            next += 1;
        }
    }
}
