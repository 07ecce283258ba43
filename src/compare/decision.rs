//! The decision questions and the rules that lead from answers to a model, as data.
//!
//! The first rule of [`RULES`] whose conditions hold names the model and the reasons; every caveat of [`CAVEATS`] and
//! every turn of [`TURNS`] that fits is added. A condition left open always holds. Rules of thumb from CPython's behaviour
//! under the GIL: what runs bytecode runs one at a time in a process, what waits does not need the GIL.

/// What the tasks spend their time on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Work {
    /// Computing.
    Cpu,
    /// Waiting for network, disk, database.
    Io,
    /// Both, in parts worth mentioning.
    Mixed,
}

/// Who does the computing.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Computing {
    /// Python code.
    Python,
    /// Native code that releases the GIL: NumPy, hashing and compressing of large buffers.
    Native,
}

/// How many waits there are at once.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Concurrency {
    /// Up to some dozens.
    Few,
    /// Hundreds or thousands.
    Many,
}

/// Whether what is waited for can be awaited.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum AsyncLibrary {
    Yes,
    No,
}

/// What the tasks have in common.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Sharing {
    /// Each has its own data, or passes small messages.
    Little,
    /// They work on the same large, changing data.
    Much,
}

/// What may happen to the others when one task crashes the interpreter.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Isolation {
    Unneeded,
    /// A crash or a leak must leave the others alive.
    Needed,
}

/// A complete set of answers. What is not asked keeps its first option.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Answers {
    pub work: Work,
    pub computing: Computing,
    pub concurrency: Concurrency,
    pub async_library: AsyncLibrary,
    pub sharing: Sharing,
    pub isolation: Isolation,
}

/// The answers given so far.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Given {
    pub work: Option<Work>,
    pub computing: Option<Computing>,
    pub concurrency: Option<Concurrency>,
    pub async_library: Option<AsyncLibrary>,
    pub sharing: Option<Sharing>,
    pub isolation: Option<Isolation>,
}

/// One question.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Question {
    Work,
    Computing,
    Concurrency,
    AsyncLibrary,
    Sharing,
    Isolation,
}

/// One answer to one question.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Answer {
    Work(Work),
    Computing(Computing),
    Concurrency(Concurrency),
    AsyncLibrary(AsyncLibrary),
    Sharing(Sharing),
    Isolation(Isolation),
}

/// What is recommended.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Choice {
    Threading,
    Multiprocessing,
    Asyncio,
    /// An event loop for the waits, a pool of processes for the computing.
    AsyncioAndProcesses,
    /// An event loop for the waits, threads for what blocks or releases the GIL.
    AsyncioAndThreads,
    /// Threads for the waits, a pool of processes for the computing.
    ThreadingAndProcesses,
}

/// Why.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Reason {
    /// Only one thread of a process runs bytecode; computing in Python gains cores only from processes.
    GilSerialisesPython,
    /// Native code without the GIL runs on several cores, with all data at hand.
    NativeReleasesGil,
    /// Whoever waits has released the GIL.
    WaitsReleaseGil,
    /// A suspended task costs a kilobyte or two and a microsecond, a thread many times that.
    TasksAreCheap,
    /// A few threads cost little, and ordinary blocking code works in them.
    FewThreadsAreEnough,
    /// Without an async library every wait would block the loop.
    BlockingCallsStopTheLoop,
    /// Tasks change only at `await`, so it is plain where shared data may change.
    SwitchesAreVisible,
    /// The computing part would block the loop or the other threads, so it moves out.
    ComputingMovesOut,
    /// Threads see the same objects: nothing is copied.
    SharedMemoryIsFree,
    /// A process of its own keeps a crash to itself.
    ProcessesContainCrashes,
}

/// What to look out for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Caveat {
    /// Read, change, write needs a lock, GIL or not.
    LocksAreNeeded,
    /// Across an `await` the world may change: an `asyncio.Lock` is needed then.
    AwaitsNeedLocksToo,
    /// Everything that crosses is pickled, sent and unpickled.
    PicklingCosts,
    /// Starting costs milliseconds each, tens of megabytes together.
    ProcessesStartSlowly,
    /// One long computation without `await` stops every task.
    NeverBlockTheLoop,
    /// `async` spreads through the callers.
    AsyncSpreads,
    /// Many threads on one GIL that computes: a waiting thread comes back late by a switch interval (convoy).
    Convoy,
    /// Large data in common: shared memory, or send less.
    UseSharedMemory,
    /// A thread for each of thousands of waits costs memory and switches: bound the pool.
    BoundThePool,
    /// Shared data that changes and isolation exclude each other: the data needs one owner.
    OneOwnerForTheData,
}

/// When something else would be better.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Turn {
    /// Short tasks: below about a millisecond each, starting and pickling eat the gain.
    TooShortForProcesses,
    /// On a free-threaded build threads compute in parallel.
    FreeThreadedBuild,
    /// Once waits run into the hundreds: asyncio.
    WaitsGrow,
    /// Once an async library exists: asyncio.
    AsyncLibraryAppears,
    /// Once tasks compute for milliseconds: a pool of processes beside.
    ComputingGrows,
    /// As long as a few dozen threads do: threads are simpler.
    FewWaitsOnly,
    /// Once the computing moves into NumPy or its kind: threads.
    ComputingGoesNative,
    /// One core only: nothing computes in parallel.
    OneCore,
}

/// The model for some answers, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Recommendation {
    pub choice: Choice,
    pub reasons: Vec<Reason>,
    pub caveats: Vec<Caveat>,
    pub turns: Vec<Turn>,
}

const QUESTIONS: [Question; 6] = [
    Question::Work,
    Question::Computing,
    Question::Concurrency,
    Question::AsyncLibrary,
    Question::Sharing,
    Question::Isolation,
];

impl Question {
    pub const ALL: [Question; 6] = QUESTIONS;

    /// The answers to choose from, in order.
    pub fn options(self) -> Vec<Answer> {
        match self {
            Self::Work => [Work::Cpu, Work::Io, Work::Mixed].map(Answer::Work).to_vec(),
            Self::Computing => [Computing::Python, Computing::Native].map(Answer::Computing).to_vec(),
            Self::Concurrency => [Concurrency::Few, Concurrency::Many].map(Answer::Concurrency).to_vec(),
            Self::AsyncLibrary => [AsyncLibrary::Yes, AsyncLibrary::No].map(Answer::AsyncLibrary).to_vec(),
            Self::Sharing => [Sharing::Little, Sharing::Much].map(Answer::Sharing).to_vec(),
            Self::Isolation => [Isolation::Unneeded, Isolation::Needed].map(Answer::Isolation).to_vec(),
        }
    }
}

impl Given {
    /// Takes an answer over. Changing an answer keeps the others.
    pub fn answer(&mut self, answer: Answer) {
        match answer {
            Answer::Work(it) => self.work = Some(it),
            Answer::Computing(it) => self.computing = Some(it),
            Answer::Concurrency(it) => self.concurrency = Some(it),
            Answer::AsyncLibrary(it) => self.async_library = Some(it),
            Answer::Sharing(it) => self.sharing = Some(it),
            Answer::Isolation(it) => self.isolation = Some(it),
        }
    }

    /// The answer to a question.
    pub fn of(&self, question: Question) -> Option<Answer> {
        match question {
            Question::Work => self.work.map(Answer::Work),
            Question::Computing => self.computing.map(Answer::Computing),
            Question::Concurrency => self.concurrency.map(Answer::Concurrency),
            Question::AsyncLibrary => self.async_library.map(Answer::AsyncLibrary),
            Question::Sharing => self.sharing.map(Answer::Sharing),
            Question::Isolation => self.isolation.map(Answer::Isolation),
        }
    }

    /// The questions that matter after the answers so far, in order: about waits only when there are any, about computing
    /// only when there is some.
    pub fn questions(&self) -> Vec<Question> {
        let matters = |question: &Question| match question {
            Question::Work => true,
            Question::Computing => matches!(self.work, Some(Work::Cpu | Work::Mixed)),
            Question::Concurrency | Question::AsyncLibrary => matches!(self.work, Some(Work::Io | Work::Mixed)),
            Question::Sharing | Question::Isolation => self.work.is_some(),
        };
        QUESTIONS.into_iter().filter(matters).collect()
    }

    /// The first question that matters and has no answer yet.
    pub fn next(&self) -> Option<Question> {
        self.questions().into_iter().find(|question| self.of(*question).is_none())
    }

    /// All answers, once every question that matters has one.
    pub fn complete(&self) -> Option<Answers> {
        let work = self.work.filter(|_| self.next().is_none())?;
        Some(Answers {
            work,
            computing: self.computing.filter(|_| work != Work::Io).unwrap_or(Computing::Python),
            concurrency: self.concurrency.filter(|_| work != Work::Cpu).unwrap_or(Concurrency::Few),
            async_library: self.async_library.filter(|_| work != Work::Cpu).unwrap_or(AsyncLibrary::Yes),
            sharing: self.sharing?,
            isolation: self.isolation?,
        })
    }
}

/// Conditions on answers; what is open always holds.
struct When {
    given: Given,
    /// On the model already chosen; empty for any.
    choices: &'static [Choice],
}

impl When {
    fn holds(&self, answers: &Answers, choice: Option<Choice>) -> bool {
        fn fits<T: PartialEq>(wanted: Option<T>, is: T) -> bool {
            wanted.is_none_or(|wanted| wanted == is)
        }
        let given = &self.given;
        fits(given.work, answers.work)
            && fits(given.computing, answers.computing)
            && fits(given.concurrency, answers.concurrency)
            && fits(given.async_library, answers.async_library)
            && fits(given.sharing, answers.sharing)
            && fits(given.isolation, answers.isolation)
            && (self.choices.is_empty() || choice.is_some_and(|choice| self.choices.contains(&choice)))
    }
}

struct Rule {
    when: When,
    choice: Choice,
    reasons: &'static [Reason],
}

const ANY: Given =
    Given { work: None, computing: None, concurrency: None, async_library: None, sharing: None, isolation: None };
const CPU: Given = Given { work: Some(Work::Cpu), ..ANY };
const IO: Given = Given { work: Some(Work::Io), ..ANY };
const MIXED: Given = Given { work: Some(Work::Mixed), ..ANY };
const ISOLATED: Option<Isolation> = Some(Isolation::Needed);
const NATIVE: Option<Computing> = Some(Computing::Native);
const ASYNC: Option<AsyncLibrary> = Some(AsyncLibrary::Yes);
const MANY: Option<Concurrency> = Some(Concurrency::Many);

const fn rule(given: Given, choice: Choice, reasons: &'static [Reason]) -> Rule {
    Rule { when: When { given, choices: &[] }, choice, reasons }
}
const fn when(given: Given, choices: &'static [Choice]) -> When {
    When { given, choices }
}

/// From the special to the general; the last of each kind of work has no other condition.
const RULES: [Rule; 12] = {
    use Choice::*;
    use Reason::*;
    [
        rule(Given { isolation: ISOLATED, ..CPU }, Multiprocessing, &[ProcessesContainCrashes, GilSerialisesPython]),
        rule(Given { computing: NATIVE, ..CPU }, Threading, &[NativeReleasesGil, SharedMemoryIsFree]),
        rule(CPU, Multiprocessing, &[GilSerialisesPython]),
        rule(
            Given { isolation: ISOLATED, async_library: ASYNC, ..IO },
            AsyncioAndProcesses,
            &[ProcessesContainCrashes, TasksAreCheap],
        ),
        rule(
            Given { isolation: ISOLATED, ..IO },
            ThreadingAndProcesses,
            &[ProcessesContainCrashes, WaitsReleaseGil, BlockingCallsStopTheLoop],
        ),
        rule(Given { async_library: ASYNC, concurrency: MANY, ..IO }, Asyncio, &[TasksAreCheap, SwitchesAreVisible]),
        rule(
            Given { async_library: ASYNC, sharing: Some(Sharing::Much), ..IO },
            Asyncio,
            &[SwitchesAreVisible, TasksAreCheap],
        ),
        rule(
            Given { async_library: Some(AsyncLibrary::No), ..IO },
            Threading,
            &[WaitsReleaseGil, BlockingCallsStopTheLoop],
        ),
        rule(IO, Threading, &[WaitsReleaseGil, FewThreadsAreEnough]),
        rule(
            Given { async_library: ASYNC, computing: NATIVE, isolation: Some(Isolation::Unneeded), ..MIXED },
            AsyncioAndThreads,
            &[TasksAreCheap, NativeReleasesGil],
        ),
        rule(Given { async_library: ASYNC, ..MIXED }, AsyncioAndProcesses, &[ComputingMovesOut, TasksAreCheap]),
        rule(MIXED, ThreadingAndProcesses, &[ComputingMovesOut, WaitsReleaseGil, BlockingCallsStopTheLoop]),
    ]
};

const WITH_THREADS: &[Choice] = &[Choice::Threading, Choice::ThreadingAndProcesses, Choice::AsyncioAndThreads];
const WITH_PROCESSES: &[Choice] =
    &[Choice::Multiprocessing, Choice::AsyncioAndProcesses, Choice::ThreadingAndProcesses];
const WITH_ASYNCIO: &[Choice] = &[Choice::Asyncio, Choice::AsyncioAndProcesses, Choice::AsyncioAndThreads];

const CAVEATS: [(When, Caveat); 11] = [
    (when(ANY, WITH_THREADS), Caveat::LocksAreNeeded),
    (when(Given { sharing: Some(Sharing::Much), ..ANY }, WITH_ASYNCIO), Caveat::AwaitsNeedLocksToo),
    (when(ANY, WITH_PROCESSES), Caveat::PicklingCosts),
    (when(ANY, WITH_PROCESSES), Caveat::ProcessesStartSlowly),
    (when(ANY, WITH_ASYNCIO), Caveat::NeverBlockTheLoop),
    (when(ANY, WITH_ASYNCIO), Caveat::AsyncSpreads),
    (when(MIXED, WITH_THREADS), Caveat::Convoy),
    (
        when(Given { sharing: Some(Sharing::Much), isolation: Some(Isolation::Unneeded), ..ANY }, WITH_PROCESSES),
        Caveat::UseSharedMemory,
    ),
    (when(Given { concurrency: MANY, ..ANY }, &[Choice::Threading]), Caveat::BoundThePool),
    (when(Given { concurrency: MANY, ..ANY }, &[Choice::ThreadingAndProcesses]), Caveat::BoundThePool),
    (
        when(Given { sharing: Some(Sharing::Much), isolation: ISOLATED, ..ANY }, WITH_PROCESSES),
        Caveat::OneOwnerForTheData,
    ),
];

const TURNS: [(When, Turn); 9] = [
    (when(Given { isolation: Some(Isolation::Unneeded), ..ANY }, WITH_PROCESSES), Turn::TooShortForProcesses),
    (when(CPU, &[Choice::Multiprocessing]), Turn::OneCore),
    (
        when(Given { computing: Some(Computing::Python), isolation: Some(Isolation::Unneeded), ..CPU }, &[]),
        Turn::FreeThreadedBuild,
    ),
    (when(Given { computing: Some(Computing::Python), ..MIXED }, &[]), Turn::FreeThreadedBuild),
    (
        when(Given { computing: Some(Computing::Python), isolation: Some(Isolation::Unneeded), ..CPU }, &[]),
        Turn::ComputingGoesNative,
    ),
    (when(Given { async_library: Some(AsyncLibrary::No), ..ANY }, WITH_THREADS), Turn::AsyncLibraryAppears),
    (when(Given { async_library: ASYNC, ..IO }, &[Choice::Threading]), Turn::WaitsGrow),
    (when(IO, &[Choice::Threading, Choice::Asyncio]), Turn::ComputingGrows),
    (when(Given { concurrency: Some(Concurrency::Few), ..ANY }, WITH_ASYNCIO), Turn::FewWaitsOnly),
];

/// The model for these answers.
pub fn recommend(answers: &Answers) -> Recommendation {
    let rule = RULES.iter().find(|rule| rule.when.holds(answers, None));
    // The three general rules hold for every answer; a test goes through all of them.
    let (choice, reasons) = rule.map_or((Choice::Threading, &[][..]), |rule| (rule.choice, rule.reasons));
    let mut caveats: Vec<Caveat> = fitting(&CAVEATS, answers, choice);
    caveats.dedup();
    let turns = fitting(&TURNS, answers, choice);
    Recommendation { choice, reasons: reasons.to_vec(), caveats, turns }
}

fn fitting<T: Copy>(table: &[(When, T)], answers: &Answers, choice: Choice) -> Vec<T> {
    table.iter().filter(|(when, _)| when.holds(answers, Some(choice))).map(|(_, it)| *it).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every path through the questions.
    fn all_answers() -> Vec<Answers> {
        fn go(given: Given, found: &mut Vec<Answers>) {
            match given.next() {
                Some(question) => {
                    for option in question.options() {
                        let mut given = given;
                        given.answer(option);
                        go(given, found);
                    }
                }
                None => found.extend(given.complete()),
            }
        }
        let mut found = Vec::new();
        go(Given::default(), &mut found);
        found
    }

    fn choice(work: Work, more: impl FnOnce(&mut Answers)) -> Choice {
        let mut answers = Answers {
            work,
            computing: Computing::Python,
            concurrency: Concurrency::Few,
            async_library: AsyncLibrary::Yes,
            sharing: Sharing::Little,
            isolation: Isolation::Unneeded,
        };
        more(&mut answers);
        recommend(&answers).choice
    }

    #[test]
    fn every_path_ends_in_a_recommendation_with_reasons_and_caveats() {
        let all = all_answers();
        assert_eq!(all.len(), 8 + 16 + 32);
        for answers in all {
            let recommendation = recommend(&answers);
            assert!(!recommendation.reasons.is_empty(), "{answers:?}");
            assert!(!recommendation.caveats.is_empty(), "{answers:?}");
            let mut caveats = recommendation.caveats.clone();
            caveats.sort_unstable();
            caveats.dedup();
            assert_eq!(caveats.len(), recommendation.caveats.len(), "said twice: {answers:?}");
        }
    }

    #[test]
    fn computing_in_python_takes_processes() {
        assert_eq!(choice(Work::Cpu, |_| {}), Choice::Multiprocessing);
    }

    #[test]
    fn computing_in_native_code_that_releases_the_gil_takes_threads() {
        assert_eq!(choice(Work::Cpu, |a| a.computing = Computing::Native), Choice::Threading);
    }

    #[test]
    fn many_waits_with_an_async_library_take_asyncio() {
        assert_eq!(choice(Work::Io, |a| a.concurrency = Concurrency::Many), Choice::Asyncio);
    }

    #[test]
    fn few_waits_or_no_async_library_take_threads() {
        assert_eq!(choice(Work::Io, |_| {}), Choice::Threading);
        let blocking = |a: &mut Answers| (a.concurrency, a.async_library) = (Concurrency::Many, AsyncLibrary::No);
        assert_eq!(choice(Work::Io, blocking), Choice::Threading);
    }

    #[test]
    fn mixed_work_takes_a_loop_or_threads_beside_processes() {
        assert_eq!(choice(Work::Mixed, |_| {}), Choice::AsyncioAndProcesses);
        assert_eq!(choice(Work::Mixed, |a| a.async_library = AsyncLibrary::No), Choice::ThreadingAndProcesses);
        assert_eq!(choice(Work::Mixed, |a| a.computing = Computing::Native), Choice::AsyncioAndThreads);
    }

    #[test]
    fn isolation_always_brings_processes() {
        for answers in all_answers().into_iter().filter(|answers| answers.isolation == Isolation::Needed) {
            assert!(WITH_PROCESSES.contains(&recommend(&answers).choice), "{answers:?}");
        }
    }

    #[test]
    fn questions_about_waits_are_not_asked_of_computing() {
        let given = Given { work: Some(Work::Cpu), ..Given::default() };
        let expected = [Question::Work, Question::Computing, Question::Sharing, Question::Isolation];
        assert_eq!(given.questions(), expected);
        assert_eq!(given.next(), Some(Question::Computing));
        assert_eq!(given.complete(), None);
    }

    #[test]
    fn an_answer_that_no_longer_matters_does_not_count() {
        let mut given = Given { work: Some(Work::Mixed), computing: Some(Computing::Native), ..Given::default() };
        for answer in
            [Answer::Work(Work::Io), Answer::Concurrency(Concurrency::Few), Answer::AsyncLibrary(AsyncLibrary::No)]
        {
            given.answer(answer);
        }
        given.answer(Answer::Sharing(Sharing::Little));
        given.answer(Answer::Isolation(Isolation::Unneeded));
        assert_eq!(given.complete().map(|answers| answers.computing), Some(Computing::Python));
    }
}
