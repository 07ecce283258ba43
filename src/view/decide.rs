//! The decision form: the words and the programs for the questions, answers and recommendations of [`crate::compare::decision`].

use crate::compare::decision::{
    Answer, AsyncLibrary, Caveat, Choice, Computing, Concurrency, Isolation, Question, Reason, Sharing, Turn, Work,
};
use crate::i18n::{Phrase, decision as words};

/// A text and the id of the example that shows it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Shown {
    pub text: Phrase,
    pub example: &'static str,
}

const fn shown(text: Phrase, example: &'static str) -> Shown {
    Shown { text, example }
}

/// A question and what helps to answer it.
pub const fn question(question: Question) -> (Phrase, Phrase) {
    match question {
        Question::Work => (words::ASK_WORK, words::ASK_WORK_HINT),
        Question::Computing => (words::ASK_COMPUTING, words::ASK_COMPUTING_HINT),
        Question::Concurrency => (words::ASK_CONCURRENCY, words::ASK_CONCURRENCY_HINT),
        Question::AsyncLibrary => (words::ASK_ASYNC_LIBRARY, words::ASK_ASYNC_LIBRARY_HINT),
        Question::Sharing => (words::ASK_SHARING, words::ASK_SHARING_HINT),
        Question::Isolation => (words::ASK_ISOLATION, words::ASK_ISOLATION_HINT),
    }
}

/// An answer and a program of that kind.
pub const fn answer(answer: Answer) -> Shown {
    match answer {
        Answer::Work(Work::Cpu) => shown(words::WORK_CPU, "two-threads"),
        Answer::Work(Work::Io) => shown(words::WORK_IO, "io-release"),
        Answer::Work(Work::Mixed) => shown(words::WORK_MIXED, "convoy"),
        Answer::Computing(Computing::Python) => shown(words::COMPUTING_PYTHON, "two-threads"),
        Answer::Computing(Computing::Native) => shown(words::COMPUTING_NATIVE, "native-release"),
        Answer::Concurrency(Concurrency::Few) => shown(words::CONCURRENCY_FEW, "three-sleeps"),
        Answer::Concurrency(Concurrency::Many) => shown(words::CONCURRENCY_MANY, "async-gather"),
        Answer::AsyncLibrary(AsyncLibrary::Yes) => shown(words::ASYNC_YES, "async-gather"),
        Answer::AsyncLibrary(AsyncLibrary::No) => shown(words::ASYNC_NO, "async-blocking"),
        Answer::Sharing(Sharing::Little) => shown(words::SHARING_LITTLE, "process-queue"),
        Answer::Sharing(Sharing::Much) => shown(words::SHARING_MUCH, "lost-update"),
        Answer::Isolation(Isolation::Unneeded) => shown(words::ISOLATION_UNNEEDED, "thread-exception"),
        Answer::Isolation(Isolation::Needed) => shown(words::ISOLATION_NEEDED, "process-crash"),
    }
}

/// What is recommended: its name, how to set it up, and a program.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Named {
    pub name: Phrase,
    pub says: Phrase,
    pub example: &'static str,
}

/// A recommended model.
pub const fn choice(choice: Choice) -> Named {
    let (name, says, example) = match choice {
        Choice::Threading => (words::CHOICE_THREADING, words::CHOICE_THREADING_SAYS, "io-release"),
        Choice::Multiprocessing => (words::CHOICE_PROCESSES, words::CHOICE_PROCESSES_SAYS, "process-pool"),
        Choice::Asyncio => (words::CHOICE_ASYNCIO, words::CHOICE_ASYNCIO_SAYS, "async-gather"),
        Choice::AsyncioAndProcesses => {
            (words::CHOICE_ASYNCIO_PROCESSES, words::CHOICE_ASYNCIO_PROCESSES_SAYS, "async-processes")
        }
        Choice::AsyncioAndThreads => {
            (words::CHOICE_ASYNCIO_THREADS, words::CHOICE_ASYNCIO_THREADS_SAYS, "async-to-thread")
        }
        Choice::ThreadingAndProcesses => {
            (words::CHOICE_THREADS_PROCESSES, words::CHOICE_THREADS_PROCESSES_SAYS, "process-pool")
        }
    };
    Named { name, says, example }
}

/// A reason and the program that proves it.
pub const fn reason(reason: Reason) -> Shown {
    match reason {
        Reason::GilSerialisesPython => shown(words::GIL_SERIALISES, "two-threads"),
        Reason::NativeReleasesGil => shown(words::NATIVE_RELEASES, "native-release"),
        Reason::WaitsReleaseGil => shown(words::WAITS_RELEASE, "io-release"),
        Reason::TasksAreCheap => shown(words::TASKS_CHEAP, "async-gather"),
        Reason::FewThreadsAreEnough => shown(words::FEW_THREADS, "three-sleeps"),
        Reason::BlockingCallsStopTheLoop => shown(words::BLOCKING_STOPS, "async-blocking"),
        Reason::SwitchesAreVisible => shown(words::SWITCHES_VISIBLE, "async-race"),
        Reason::ComputingMovesOut => shown(words::COMPUTING_OUT, "convoy"),
        Reason::SharedMemoryIsFree => shown(words::MEMORY_SHARED, "join"),
        Reason::ProcessesContainCrashes => shown(words::CRASHES_CONTAINED, "process-crash"),
    }
}

/// Something to look out for, and a program in which it matters.
pub const fn caveat(caveat: Caveat) -> Shown {
    match caveat {
        Caveat::LocksAreNeeded => shown(words::MIND_LOCKS, "lost-update"),
        Caveat::AwaitsNeedLocksToo => shown(words::MIND_AWAITS, "async-race"),
        Caveat::PicklingCosts => shown(words::MIND_PICKLING, "process-pickling"),
        Caveat::ProcessesStartSlowly => shown(words::MIND_START, "process-pool"),
        Caveat::NeverBlockTheLoop => shown(words::MIND_LOOP, "async-blocking"),
        Caveat::AsyncSpreads => shown(words::MIND_SPREADS, "async-queue"),
        Caveat::Convoy => shown(words::MIND_CONVOY, "convoy"),
        Caveat::UseSharedMemory => shown(words::MIND_SHARED_MEMORY, "process-shared-value"),
        Caveat::BoundThePool => shown(words::MIND_BOUND, "thread-pool"),
        Caveat::OneOwnerForTheData => shown(words::MIND_OWNER, "process-queue"),
    }
}

/// When something else would be better.
pub const fn turn(turn: Turn) -> Phrase {
    match turn {
        Turn::TooShortForProcesses => words::TURN_SHORT,
        Turn::FreeThreadedBuild => words::TURN_FREE,
        Turn::WaitsGrow => words::TURN_WAITS,
        Turn::AsyncLibraryAppears => words::TURN_LIBRARY,
        Turn::ComputingGrows => words::TURN_COMPUTING,
        Turn::FewWaitsOnly => words::TURN_FEW,
        Turn::ComputingGoesNative => words::TURN_NATIVE,
        Turn::OneCore => words::TURN_ONE_CORE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::decision::{Given, recommend};
    use crate::view::examples;

    #[test]
    fn every_answer_reason_and_caveat_opens_a_program() {
        fn go(given: Given, shown: &mut Vec<&'static str>) {
            let Some(question) = given.next() else {
                let recommendation = recommend(&given.complete().expect("nothing is left to ask"));
                shown.push(choice(recommendation.choice).example);
                shown.extend(recommendation.reasons.into_iter().map(|it| reason(it).example));
                shown.extend(recommendation.caveats.into_iter().map(|it| caveat(it).example));
                return;
            };
            for option in question.options() {
                shown.push(answer(option).example);
                let mut given = given;
                given.answer(option);
                go(given, shown);
            }
        }
        let mut shown = Vec::new();
        go(Given::default(), &mut shown);
        for id in shown {
            assert!(examples::find(id).is_some(), "{id}");
        }
    }
}
