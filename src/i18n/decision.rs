//! The decision questions, the answers to them, and the recommendation.

use super::catalogue;

catalogue! {
    TITLE: "Which model for your work?", "你的工作該用哪一種？";
    INTRO: "Four to six questions. Every answer has a program that shows what is behind it.",
        "四到六個問題，每個答案都附上一個說明道理的程式。";
    START_OVER: "Start over", "重新開始";
    CHANGE: "Change", "更改";
    PROGRESS: "Question {n} of {total}", "第 {n} 題，共 {total} 題";
    USE: "Use {choice}", "建議使用 {choice}";
    WHY: "Why", "理由";
    MIND: "Mind", "注意";
    TURNS: "It would be another choice", "什麼時候會改變";
    TRY: "See it run", "看它跑";
    YOUR_ANSWERS: "Your answers", "你的回答";

    // Questions.
    ASK_WORK: "What does the work spend its time on?", "工作的時間主要花在哪裡？";
    ASK_WORK_HINT: "If you do not know: one core at 100 % means computing.", "不確定的話：有一個核心跑滿 100 % 就是在計算。";
    ASK_COMPUTING: "Who does the computing?", "計算是誰在做？";
    ASK_COMPUTING_HINT: "NumPy on numbers, hashing and compression release the GIL; pandas on objects, json and regular expressions do not.",
        "NumPy 的數值運算、雜湊、壓縮會釋放 GIL；pandas 的物件欄位、json、正規表示式不會。";
    ASK_CONCURRENCY: "How many waits are there at once?", "同時有多少個等待？";
    ASK_CONCURRENCY_HINT: "Open connections, requests in flight.", "也就是開著的連線、送出未回的請求。";
    ASK_ASYNC_LIBRARY: "Is there an async library for what you wait for?", "你要等的東西有異步函式庫嗎？";
    ASK_ASYNC_LIBRARY_HINT: "HTTP: httpx, aiohttp. PostgreSQL: asyncpg. Files: not really, on Linux they go through threads.",
        "HTTP 有 httpx、aiohttp，PostgreSQL 有 asyncpg；檔案其實沒有，Linux 上仍是靠執行緒。";
    ASK_SHARING: "Do the tasks work on the same data?", "各任務會改動同一份資料嗎？";
    ASK_SHARING_HINT: "Data that is only read counts as little.", "只讀不改的算「少」。";
    ASK_ISOLATION: "Must a crash leave the others alive?", "其中一個當掉時，其他的一定要活著嗎？";
    ASK_ISOLATION_HINT: "A crash of the interpreter or memory running out; an exception is not meant.",
        "指直譯器當掉或記憶體耗盡，不是一般的例外。";

    // Answers.
    WORK_CPU: "Computing", "計算（CPU 密集）";
    WORK_IO: "Waiting for network, disk or database", "等網路、磁碟或資料庫（I/O 密集）";
    WORK_MIXED: "Both", "兩者都有";
    COMPUTING_PYTHON: "Python code", "Python 程式碼";
    COMPUTING_NATIVE: "Native code that releases the GIL", "會釋放 GIL 的原生程式碼";
    CONCURRENCY_FEW: "Some dozens", "幾十個";
    CONCURRENCY_MANY: "Hundreds or thousands", "成百上千個";
    ASYNC_YES: "Yes", "有";
    ASYNC_NO: "No, it blocks", "沒有，只有阻塞式的";
    SHARING_LITTLE: "Little: own data, small messages", "少：各有各的，偶爾傳小訊息";
    SHARING_MUCH: "Much: one large state that changes", "多：一大份會變動的狀態";
    ISOLATION_UNNEEDED: "No", "不必";
    ISOLATION_NEEDED: "Yes", "必須";

    // Choices.
    CHOICE_THREADING: "threading", "`threading`";
    CHOICE_THREADING_SAYS: "A `ThreadPoolExecutor` with as many threads as there are waits at once.",
        "用 `ThreadPoolExecutor`，執行緒數約等於同時的等待數。";
    CHOICE_PROCESSES: "multiprocessing", "`multiprocessing`";
    CHOICE_PROCESSES_SAYS: "A `ProcessPoolExecutor` with as many processes as cores.",
        "用 `ProcessPoolExecutor`，進程數等於核心數。";
    CHOICE_ASYNCIO: "asyncio", "`asyncio`";
    CHOICE_ASYNCIO_SAYS: "One event loop, one task for each thing in progress, a `TaskGroup` to hold them.",
        "一個事件循環，每件進行中的事一個任務，用 `TaskGroup` 收攏。";
    CHOICE_ASYNCIO_PROCESSES: "asyncio with a pool of processes", "`asyncio` 搭配進程池";
    CHOICE_ASYNCIO_PROCESSES_SAYS: "Waits on the loop; what computes or may crash goes to a `ProcessPoolExecutor`.",
        "等待留在事件循環，計算或可能當掉的部分交給 `ProcessPoolExecutor`。";
    CHOICE_ASYNCIO_THREADS: "asyncio with threads", "`asyncio` 搭配執行緒";
    CHOICE_ASYNCIO_THREADS_SAYS: "Waits on the loop; native computing in `asyncio.to_thread()`, where it releases the GIL.",
        "等待留在事件循環，原生計算放進 `asyncio.to_thread()`，在那裡釋放 GIL。";
    CHOICE_THREADS_PROCESSES: "threads with a pool of processes", "執行緒搭配進程池";
    CHOICE_THREADS_PROCESSES_SAYS: "Threads for the waits; what computes or may crash goes to a `ProcessPoolExecutor`.",
        "執行緒負責等待，計算或可能當掉的部分交給 `ProcessPoolExecutor`。";

    // Reasons.
    GIL_SERIALISES: "Of one process only one thread runs Python at a time: only more processes bring more cores to your code.",
        "一個進程同時只有一個執行緒能跑 Python，只有多開進程才用得到更多核心。";
    NATIVE_RELEASES: "Your computing runs without the GIL, so threads use all cores, with all data at hand.",
        "你的計算不需要 GIL，執行緒就能用上所有核心，資料也都在手邊。";
    WAITS_RELEASE: "A thread that waits has released the GIL; waits overlap freely.",
        "等待中的執行緒已釋放 GIL，等待可以自由重疊。";
    TASKS_CHEAP: "A waiting task takes 1 to 2 KB and about a microsecond per switch; thousands are no trouble.",
        "等待中的任務只占 1–2 KB，切換約 1 µs，上千個也不成問題。";
    FEW_THREADS: "For some dozens of waits threads are the simplest: ordinary blocking code, as it is.",
        "只有幾十個等待時，執行緒最簡單：一般的阻塞式程式直接就能用。";
    BLOCKING_STOPS: "A blocking call would stop the whole event loop; in a thread it stops only itself.",
        "阻塞呼叫會卡住整個事件循環；放在執行緒裡只卡住自己。";
    SWITCHES_VISIBLE: "Tasks change only at `await`, so one can see in the code where shared data may change.",
        "任務只在 `await` 處切換，資料會在哪裡被改，看程式碼就知道。";
    COMPUTING_OUT: "Your computing would keep everybody else from the GIL, so it moves to other processes.",
        "計算會占住 GIL 讓大家動彈不得，所以要移到別的進程。";
    MEMORY_SHARED: "Threads see the same objects: nothing is copied or pickled.",
        "執行緒看到同一批物件，不必複製也不必 pickle。";
    CRASHES_CONTAINED: "A process of its own keeps a crash to itself.", "各自獨立的進程，當掉也只是自己的事。";

    // Caveats.
    MIND_LOCKS: "Data that several threads change needs a lock, GIL or not.", "多個執行緒會改的資料要上鎖，有沒有 GIL 都一樣。";
    MIND_AWAITS: "Around an `await` in the middle of a change, an `asyncio.Lock` is needed.",
        "改到一半要 `await` 的地方，需要 `asyncio.Lock`。";
    MIND_PICKLING: "Arguments and results are pickled and copied: send small things, and functions with a name.",
        "參數與結果都要 pickle 並複製：傳小東西，函式要有名字。";
    MIND_START: "Processes start slowly: keep a pool, do not start one per task.",
        "進程啟動慢：維持一個進程池，不要每個任務開一個。";
    MIND_LOOP: "Never block the loop: no `time.sleep()`, no long computation, no blocking driver.",
        "絕不要卡住事件循環：不用 `time.sleep()`、不做長計算、不用阻塞式驅動程式。";
    MIND_SPREADS: "`async` spreads to all callers: plan for it from the entry point down.",
        "`async` 會一路傳染給呼叫者，請從進入點就規劃好。";
    MIND_CONVOY: "A thread that computes makes the waiting ones come back late, by up to a switch interval each time.",
        "有執行緒在計算時，等待的人每次都可能晚一個切換間隔才回來。";
    MIND_SHARED_MEMORY: "For large data in common use `shared_memory` or NumPy on it, with a lock.",
        "大量共用資料請用 `shared_memory`（或架在上面的 NumPy），並加鎖。";
    MIND_BOUND: "Bound the pool: a thread for each of thousands of waits costs memory and switches.",
        "限制池的大小：上千個等待各開一個執行緒，會耗費記憶體與切換成本。";
    MIND_OWNER: "Isolation and shared state pull apart: give the data one owner, a process or a database, and send it messages.",
        "隔離與共用狀態互相牴觸：讓資料只有一個主人（某個進程或資料庫），其他人傳訊息給它。";

    // Turns.
    TURN_SHORT: "If a task computes for less than about a millisecond, starting and pickling eat the gain: do it in place, or send many at once.",
        "如果每個任務算不到 1 ms，啟動與 pickle 就吃光好處：直接做，或一次送一大批。";
    TURN_FREE: "On a free-threaded build (3.14t) threads compute on all cores too, without pickling.",
        "換成自由執行緒版（3.14t），執行緒也能用上所有核心，還不必 pickle。";
    TURN_WAITS: "Once the waits run into the hundreds, asyncio needs far less memory and switching.",
        "等待數上百之後，asyncio 省下的記憶體與切換會很可觀。";
    TURN_LIBRARY: "As soon as there is an async library, asyncio does the same with less.",
        "一旦有了異步函式庫，asyncio 能用更少資源做到同樣的事。";
    TURN_COMPUTING: "Once each task computes for milliseconds, put the computing into a pool of processes.",
        "每個任務的計算若達到毫秒等級，就把計算移進進程池。";
    TURN_FEW: "If it stays at some dozens of waits, threads are simpler.", "若始終只有幾十個等待，用執行緒比較單純。";
    TURN_NATIVE: "If the computing can move into NumPy or its kind, threads are enough.",
        "若計算能改用 NumPy 之類完成，執行緒就夠了。";
    TURN_ONE_CORE: "On a single core nothing computes faster than one after the other.",
        "只有一個核心時，怎麼排都不會比依序執行快。";
}
