//! Every sentence of the narration, the stacks and the tooltip, in English and 繁體中文.
//!
//! Python's own messages stay English and are arguments here. A name in braces is an argument; both languages have the same.

use super::{Phrase, catalogue};

/// What stands between two sentences.
pub const BETWEEN_SENTENCES: Phrase = Phrase::new(" ", "");
/// Between two names of a list, and before the last.
pub const AND: Phrase = Phrase::new(", ", "、");
pub const LAST_AND: Phrase = Phrase::new(" and ", " 和 ");

catalogue! {
    // Glue.
    LINE: "line {n}",
        "第 {n} 行";
    LIBRARY: "in library code",
        "函式庫程式碼中";
    LOCK: "lock {n}",
        "鎖 {n}";

    // What happens.
    NOTHING: "There is no run yet: press Simulate.",
        "還沒有執行結果：請按「模擬」。";
    BEGINS: "{lane} begins: the program starts here.",
        "{lane} 開始執行：程式從這裡起跑。";
    OPENS: "{by} starts {lane}.",
        "{by} 啟動了 {lane}。";
    ASKS: "{lane} has waited {waited}, a whole switch interval, and asks {holder} for the GIL.",
        "{lane} 已等待 {waited}，滿一個切換間隔，於是向 {holder} 要求 GIL。";
    HANDS_OVER: "{from} was asked for the GIL and gives it up {place}; {lane} takes it and runs.",
        "{from} 被要求交出 GIL，於{place}釋放；{lane} 取得 GIL 並開始執行。";
    HANDS_OVER_SOMEWHERE: "{from} was asked for the GIL and gives it up; {lane} takes it and runs.",
        "{from} 被要求並交出 GIL；{lane} 取得 GIL 並開始執行。";
    TAKES_OVER_FROM_WAITING: "{from} has to wait and leaves the GIL; {lane} takes it and runs.",
        "{from} 必須等待，因而讓出 GIL；{lane} 取得 GIL 並開始執行。";
    TAKES_OVER_FROM_NATIVE: "{from} goes on in native code without the GIL; {lane} takes it and runs Python.",
        "{from} 進入原生程式碼，不需要 GIL；{lane} 取得 GIL 並執行 Python。";
    TAKES_OVER_FROM_FINISHED: "{from} is over and leaves the GIL; {lane} takes it and runs.",
        "{from} 已結束並留下 GIL；{lane} 取得 GIL 並開始執行。";
    TAKES_GIL: "{lane} takes the GIL, which was free, and runs.",
        "GIL 無人持有，{lane} 取得它並開始執行。";
    GIVES_UP_REQUESTED: "{lane} gives the GIL up, as {by} has asked.",
        "{lane} 應 {by} 的要求交出 GIL。";
    GIVES_UP_WAITING: "{lane} gives the GIL up because it is going to wait.",
        "{lane} 即將等待，因此交出 GIL。";
    GIVES_UP_NATIVE: "{lane} gives the GIL up while it works in native code.",
        "{lane} 進入原生程式碼期間交出 GIL。";
    GIVES_UP_FINISHED: "{lane} gives the GIL up for good: it is over.",
        "{lane} 已結束，永久交出 GIL。";
    RUNS: "{lane} runs.",
        "{lane} 開始執行。";
    WORKS_NATIVELY: "{lane} works in native code without the GIL, so others may run Python meanwhile.",
        "{lane} 在原生程式碼中運算且不持有 GIL，其他執行緒可同時執行 Python。";
    WANTS_GIL: "{lane} could go on, but it has to wait for the GIL.",
        "{lane} 可以繼續，但必須先等到 GIL。";
    HAS_NO_CORE: "{lane} could go on, but every core is busy.",
        "{lane} 可以繼續，但所有核心都在忙。";
    WAITS_FOR_LOCK_OF: "{lane} wants {lock}, but {owner} holds it; so {lane} waits and lets others run.",
        "{lane} 想取得 {lock}，但它由 {owner} 持有；{lane} 只好等待，讓別人先執行。";
    WAITS_FOR_LOCK: "{lane} waits for {lock} and lets others run.",
        "{lane} 等待 {lock}，讓別人先執行。";
    JOINS: "{lane} waits in join() until {other} ends.",
        "{lane} 在 join() 中等待 {other} 結束。";
    WAITS_FOR_START: "{lane} waits until {other} says that it has started.",
        "{lane} 等待 {other} 回報已啟動。";
    SLEEPS: "{lane} goes to sleep. It needs no GIL for that, so others can run.",
        "{lane} 進入睡眠。睡眠不需要 GIL，其他執行緒可以執行。";
    BLOCKS_LOOP: "{task} calls something that blocks {lane}. It blocks the loop: no other task can run meanwhile.",
        "{task} 呼叫了會阻塞 {lane} 的函式。它擋住了事件循環：這段時間其他任務都不能執行。";
    WAITS_FOR_NETWORK: "{lane} waits for the network. It needs no GIL for that, so others can run.",
        "{lane} 等待網路。等待不需要 GIL，其他執行緒可以執行。";
    WAITS_FOR_FILE: "{lane} waits for a file. It needs no GIL for that, so others can run.",
        "{lane} 等待檔案讀寫。等待不需要 GIL，其他執行緒可以執行。";
    WAITS_FOR_PIPE: "{lane} waits for data from another process.",
        "{lane} 等待另一個進程送來資料。";
    WAITS_IN_SELECT: "No task of {lane}'s event loop is ready: it waits for the next timer or message.",
        "{lane} 的事件循環沒有就緒的任務，等待下一個計時器或訊息。";
    SUSPENDS: "{lane} stops at an await and hands control back to the event loop.",
        "{lane} 停在 await，把控制權交還事件循環。";
    TASK_RUNS: "{thread}'s event loop gives {lane} a turn: it runs until its next await, and no other task can run before.",
        "{thread} 的事件循環輪到 {lane}：它會執行到下一個 await，在那之前其他任務都不能執行。";
    TASK_IS_READY: "{lane} can go on. It stands in the ready queue of {thread}'s event loop until those before it have had their turn.",
        "{lane} 可以繼續了。它排在 {thread} 事件循環的就緒佇列裡，等前面的任務先執行完。";
    TASK_FINISHES: "{lane} is over. Whoever awaits it becomes ready.",
        "{lane} 結束了，正在等待它的任務會變成就緒。";
    FINISHES: "{lane} is over.",
        "{lane} 結束了。";
    TAKES_LOCK: "{lane} takes {lock}, which was free.",
        "{lock} 無人持有，{lane} 取得了它。";
    GETS_LOCK: "{lane} gets {lock} after waiting {waited}.",
        "{lane} 等待 {waited} 後取得 {lock}。";
    RELEASES_LOCK: "{lane} releases {lock}.",
        "{lane} 釋放 {lock}。";
    WAKES: "{lane} wakes {woken}, which can go on now.",
        "{lane} 喚醒 {woken}，它現在可以繼續了。";
    WRITES: "{lane} writes {text}.",
        "{lane} 輸出 {text}。";
    WRITES_ERROR: "{lane} writes {text} to stderr.",
        "{lane} 把 {text} 寫到 stderr。";
    SENDS: "{lane} sends {bytes} bytes to {to}.",
        "{lane} 送出 {bytes} 位元組給 {to}。";
    DIES: "Nobody catches {text}: it ends {lane}.",
        "沒有人捕捉 {text}，{lane} 因此中止。";
    DEADLOCK: "Deadlock: {lanes} wait for one another, so none of them can ever go on.",
        "死結：{lanes} 互相等待，誰都無法再繼續。";
    DEADLOCK_ALONE: "Deadlock: {lanes} waits, and nobody is left who could let it go on.",
        "死結：{lanes} 在等待，但已經沒有人能讓它繼續。";
    EXITS: "{lane} is over; its exit status is {status}.",
        "{lane} 結束了，結束狀態碼為 {status}。";
    EXITS_KILLED: "{lane} is killed by signal {status}. Other processes have memories of their own and go on.",
        "{lane} 被訊號 {status} 終止。其他進程各有自己的記憶體，照常執行。";
    EXECUTES_WITH_GIL: "{lane} executes {line}; it has held the GIL for {lasted}.",
        "{lane} 正在執行{line}；已持有 GIL {lasted}。";
    EXECUTES: "{lane} executes {line}; it has run for {lasted}.",
        "{lane} 正在執行{line}；已執行 {lasted}。";
    EXECUTES_LIBRARY: "{lane} executes library code; it has run for {lasted}.",
        "{lane} 正在執行函式庫程式碼；已執行 {lasted}。";
    ONE_WANTS_GIL: "One other thread wants the GIL.",
        "另有一個執行緒想要 GIL。";
    SOME_WANT_GIL: "{n} other threads want the GIL.",
        "另有 {n} 個執行緒想要 GIL。";
    ALL_WAIT: "Nobody runs: every thread is waiting.",
        "沒有人在執行：所有執行緒都在等待。";
    ENDS: "The program has ended.",
        "程式結束了。";
    ENDS_WITH_STATUS: "The program has ended with exit status {status}.",
        "程式結束，結束狀態碼為 {status}。";
    ENDS_AT_STEPS: "The run was cut at its limit of {limit} steps; the program would go on.",
        "執行達到 {limit} 步的上限而中斷；程式本來會繼續。";
    ENDS_AT_EVENTS: "The run was cut at its limit of {limit} recorded events; the program would go on.",
        "執行達到 {limit} 筆事件的記錄上限而中斷；程式本來會繼續。";
    ENDS_AT_OUTPUT: "The run was cut at its limit of {limit} bytes of output; the program would go on.",
        "執行達到 {limit} 位元組的輸出上限而中斷；程式本來會繼續。";
    ENDS_AT_TIME: "The run was cut at its limit of {limit} of virtual time; the program would go on.",
        "執行達到虛擬時間 {limit} 的上限而中斷；程式本來會繼續。";
    ENDS_STOPPED: "The run was stopped here.",
        "執行在這裡被停止。";
    ENDS_HERE: "This is as far as the run has got.",
        "目前只執行到這裡。";

    // Where the GIL is given up; parts of sentences.
    AT_LOOP_JUMP: "at its loop jump, {line}",
        "迴圈跳轉處（{line}）";
    AT_ENTRY: "on entering a function, {line}",
        "函式進入點（{line}）";
    AT_CALL: "after a call of native code, {line}",
        "原生呼叫返回處（{line}）";
    AT_OTHER: "after an instruction, {line}",
        "指令之間（{line}）";

    // What comes next.
    NEXT_LOOP_JUMP: "{by} will give it up at its next loop jump, {line}.",
        "{by} 會在下一次迴圈跳轉時交出（{line}）。";
    NEXT_ENTRY: "{by} will give it up when it enters the next function, {line}.",
        "{by} 會在進入下一個函式時交出（{line}）。";
    NEXT_CALL: "{by} will give it up when its call of native code returns, {line}.",
        "{by} 會在原生呼叫返回時交出（{line}）。";
    NEXT_OTHER: "{by} will give it up after its current instruction, {line}.",
        "{by} 會在目前的指令之後交出（{line}）。";
    NEXT_WAITING: "{by} will give it up when it has to wait itself.",
        "{by} 會在自己必須等待時交出。";
    NEXT_FINISHED: "{by} will give it up when it ends.",
        "{by} 會在結束時交出。";
    NEXT_TAKES: "{lane} takes the GIL and runs.",
        "{lane} 取得 GIL 並開始執行。";
    NEXT_WAKES: "{lane} goes on at {at}.",
        "{lane} 將於 {at} 繼續。";
    NEXT_RELEASES: "It can go on only when {by} lets it.",
        "要等 {by} 放行才能繼續。";

    // Why a lane is as it is: short, beside its name.
    WHY_RUNNING_GIL: "runs; has held the GIL for {lasted}",
        "執行中；已持有 GIL {lasted}";
    WHY_RUNNING: "runs, for {lasted} so far",
        "執行中，已 {lasted}";
    WHY_NATIVE: "in native code for {lasted}, without the GIL",
        "在原生程式碼中 {lasted}，不持有 GIL";
    WHY_WANTS_GIL_OF: "wants the GIL, which {holder} holds; waiting for {lasted}",
        "想要 GIL，目前由 {holder} 持有；已等待 {lasted}";
    WHY_WANTS_GIL: "wants the GIL; waiting for {lasted}",
        "想要 GIL；已等待 {lasted}";
    WHY_READY: "ready, but no core is free; waiting for {lasted}",
        "已就緒，但沒有空閒的核心；已等待 {lasted}";
    WHY_LOCK_OF: "waits for {lock}, held by {owner}; for {lasted}",
        "等待 {lock}（由 {owner} 持有）；已 {lasted}";
    WHY_LOCK: "waits for {lock}; for {lasted}",
        "等待 {lock}；已 {lasted}";
    WHY_JOIN: "waits in join() for {other}; for {lasted}",
        "在 join() 中等待 {other}；已 {lasted}";
    WHY_START: "waits for {other} to start; for {lasted}",
        "等待 {other} 啟動；已 {lasted}";
    WHY_SLEEP: "sleeps until {until}",
        "睡眠至 {until}";
    WHY_NETWORK: "waits for the network until {until}",
        "等待網路至 {until}";
    WHY_FILE: "waits for a file until {until}",
        "等待檔案讀寫至 {until}";
    WHY_PIPE: "waits for data from a pipe; for {lasted}",
        "等待管線資料；已 {lasted}";
    WHY_SELECT_UNTIL: "its event loop has nothing ready until {until}",
        "事件循環在 {until} 前沒有就緒的任務";
    WHY_SELECT: "its event loop has nothing ready; for {lasted}",
        "事件循環沒有就緒的任務；已 {lasted}";
    WHY_SUSPENDED: "suspended at an await for {lasted}",
        "停在 await，已 {lasted}";
    WHY_FINISHED: "is over",
        "已結束";

    // The tooltip.
    HOVER_STRETCH: "{start} to {end}, {length}",
        "{start} 至 {end}，共 {length}";
    HOVER_RELEASER: "{releaser} will let it go on.",
        "{releaser} 會讓它繼續。";
    HOVER_ASKED: "It asked for the GIL at {at}.",
        "它在 {at} 要求 GIL。";
    HOVER_HOLDER: "{holder} holds the GIL",
        "{holder} 持有 GIL";
    HOVER_FREE: "The GIL is free",
        "GIL 無人持有";
    HOVER_CROWD: "{n} slices of {lane} in this pixel: zoom in to see them",
        "這個像素中有 {lane} 的 {n} 個片段：放大即可看清";

    // The inspector.
    EDGE_LOCK: "{waiter} waits for {lock}, held by {owner}.",
        "{waiter} 等待由 {owner} 持有的 {lock}。";
    EDGE_JOIN: "{waiter} waits for {owner} to end.",
        "{waiter} 等待 {owner} 結束。";
    EDGE_CYCLE: "{lanes} wait for one another in a circle: a deadlock.",
        "{lanes} 循環互相等待：這就是死結。";
    NO_EDGES: "No thread waits for another.",
        "沒有執行緒在等待另一個執行緒。";
    CHANGED: "{name} is now {value}.",
        "{name} 現在是 {value}。";

    // The run as a text.
    STORY_TITLE: "What happened",
        "執行經過";
    STORY_SUMMARY: "CPython {python}, {cores} cores, switch interval {interval}: {steps} steps in {makespan}, {switches} switches.",
        "CPython {python}，{cores} 個核心，切換間隔 {interval}：共 {steps} 步、{makespan}、{switches} 次切換。";
    STORY_PROGRAM: "Program",
        "程式";
    STORY_LANES: "Time of each thread and task",
        "各執行緒與任務的時間";
    STORY_LANE: "Thread or task",
        "執行緒或任務";
    STORY_OUTPUT: "Output",
        "輸出";
    STORY_EVENTS: "Step by step",
        "逐步經過";
    STORY_TIME: "Time",
        "時間";
    STORY_STEP: "Step",
        "步";
    STORY_WHAT: "What happens",
        "發生了什麼";
    STORY_MORE: "And so on: {n} more moments.",
        "以下省略 {n} 個時刻。";
    STATE_RUNNING: "runs Python",
        "執行 Python";
    STATE_NATIVE: "native code, GIL released",
        "原生程式碼，釋放 GIL";
    STATE_WANTS_GIL: "wants the GIL",
        "想要 GIL";
    STATE_READY: "ready, waits for its turn",
        "就緒，等待輪到";
    STATE_BLOCKED: "waits for a lock or a thread",
        "等待鎖或執行緒";
    STATE_WAITING: "I/O, sleep",
        "I/O、睡眠";
    STATE_SUSPENDED: "suspended at await",
        "停在 await";
    STATE_FINISHED: "over",
        "已結束";
}
