//! The guide: concurrency in Python, the GIL, and how each of the three models works, what for and what it costs.
//!
//! Figures are of CPython 3.11 to 3.13 on Linux, in orders of magnitude; facts as CPython's source and documentation have them.

use super::catalogue;

catalogue! {
    TITLE: "Threads, processes, tasks", "執行緒、進程、異步任務";
    INTRO: "Python offers three ways to have several things in progress. Which one helps depends on what the work does: compute or wait. Every statement here comes with a program that shows it.",
        "Python 有三種方法讓好幾件事同時進行。哪一種有用，取決於工作是在計算還是在等待。這裡的每句話都附上一個看得到的程式。";
    CONTENTS: "Contents", "目錄";
    SHOW_ME: "Show me", "看示範";
    SHOW_ME_TITLE: "Open the program: {title}", "開啟程式：{title}";
    PRINCIPLES: "How it works", "運作原理";
    ADVANTAGES: "Advantages", "優點";
    DRAWBACKS: "Drawbacks", "缺點";
    USES: "Good for", "適用場景";
    SAID: "Often said", "常聽到的說法";
    EXACTLY: "More exactly", "精確地說";

    // First words.
    BASICS: "First, two pairs of words", "先分清兩組詞";
    BASICS_CONCURRENT: "Concurrent means that several things are in progress; parallel, that they happen at the same instant. One core can do the first, the second takes several.",
        "併發（concurrency）是好幾件事都在進行中；平行（parallelism）是同一瞬間真的一起發生。前者一個核心就行，後者要好幾個核心。";
    BASICS_BOUND: "Work is CPU-bound when it spends its time computing, I/O-bound when it spends it waiting for network, disk or a database. Faster cores help the first only.",
        "時間花在計算的叫 CPU 密集（CPU-bound），花在等網路、磁碟或資料庫的叫 I/O 密集（I/O-bound）。更快的核心只幫得上前者。";
    BASICS_OVERLAP: "Waits can be overlapped in one thread or many. Computing goes faster only where code runs on several cores at once.",
        "等待可以重疊，一個或多個執行緒都做得到；計算要變快，程式就得同時跑在好幾個核心上。";

    // The GIL.
    GIL: "The GIL", "GIL：全域直譯器鎖";
    GIL_LEAD: "CPython's global interpreter lock decides who may run Python code. Most of what is said about threads in Python follows from a handful of its rules.",
        "CPython 的全域直譯器鎖（GIL）決定誰能執行 Python 程式碼。關於 Python 執行緒的種種說法，大多出自它的幾條規則。";
    GIL_ONE: "Each interpreter has one GIL, and a thread must hold it to execute bytecode. So of all threads of a process one runs Python at a time, however many cores there are.",
        "每個直譯器有一把 GIL，執行位元組碼的執行緒必須握著它。因此不管有幾個核心，同一進程裡同時只有一個執行緒在跑 Python。";
    GIL_ASKS: "A thread that wants the GIL waits for one switch interval, 5 ms, and then asks for it. Without anyone asking, nobody gives it up.",
        "想要 GIL 的執行緒會先等一個切換間隔（5 ms），再開口要。沒有人要，就沒有人會交出來。";
    GIL_SWITCH_POINTS: "The holder looks whether it was asked only at switch points: the jump back at the end of a loop's body, the entry of a function, the return of most native calls. Then another thread gets it, for certain.",
        "持有者只在切換點檢查有沒有人要：迴圈本體結尾往回跳、進入函式，以及多數原生呼叫返回時。查到就交出去，而且下一個拿到的一定是別人。";
    GIL_BLOCKING: "Before it blocks, in a sleep, a read from a socket or file, or a lock that is not free, a thread releases the GIL. That is why threads do help with waiting.",
        "要睡眠、讀寫 socket 或檔案、等一把被占用的鎖之前，執行緒會先釋放 GIL。這就是多執行緒對等待有幫助的原因。";
    GIL_NATIVE: "Some native code works without it: hashlib on more than 2,047 bytes, compression, most of NumPy's kernels. Other native code keeps it to the end: a long `sorted()`, a regular expression, arithmetic on huge integers, `json`.",
        "有些原生程式碼不需要 GIL：超過 2,047 位元組的 hashlib、壓縮、NumPy 的多數運算核心。也有些從頭握到尾：很久的 `sorted()`、正規表示式、超大整數運算、`json`。";
    GIL_CONVOY: "Who comes back from a wait has to get the GIL again. Beside a thread that computes, each wait of 1 ms therefore takes about 6 ms, and longer with more of them: the convoy effect.",
        "等待回來之後還得重新拿到 GIL。旁邊若有執行緒在計算，等 1 ms 實際上會變成 6 ms 左右，計算的人越多就越久：這就是護航效應（convoy effect）。";
    GIL_DATA: "The GIL protects the interpreter, not your data. A switch between reading a value and writing it back loses updates, so shared data needs a lock.",
        "GIL 保護的是直譯器，不是你的資料。讀出一個值到寫回去之間若發生切換，更新就會遺失，所以共用的資料仍要上鎖。";
    GIL_FREE: "There is a build of CPython without a GIL: tried out in 3.13, supported but optional since 3.14. There threads compute in parallel, single-threaded code is 5 to 10 % slower, and races become more frequent.",
        "CPython 也有沒有 GIL 的自由執行緒版：3.13 是實驗性質，3.14 起正式支援但仍為選用。在那裡執行緒可以平行計算，單執行緒程式慢 5–10 %，競爭條件也更常出現。";

    // threading.
    THREADING: "threading", "多執行緒（threading）";
    THREADING_LEAD: "Several threads of one process, one memory, one GIL. Use it to overlap waiting with ordinary, blocking code.",
        "同一個進程裡的多個執行緒，共用一塊記憶體和一把 GIL。適合用一般的阻塞式程式來重疊等待時間。";
    THREADING_HOW_OS: "Threads are the operating system's: it may stop and resume each of them at any moment, without the program having a say.",
        "執行緒由作業系統管理，隨時可能被暫停或恢復，程式自己作不了主。";
    THREADING_HOW_MEMORY: "All threads see the same objects. Passing something on means passing a reference.",
        "所有執行緒看到的是同一批物件；交給對方，只是給一個參照。";
    THREADING_HOW_START: "`start()` returns once the new thread has begun; `join()` waits for its end. What the function returns is lost, and what it raises is only printed.",
        "`start()` 等新執行緒開跑後才返回，`join()` 等它結束。函式的回傳值會不見，拋出的例外也只是印出來。";
    THREADING_PRO_LIGHT: "Light: starting one takes some 40 to 170 µs and a blocked thread about 16 KB, where a process takes milliseconds and megabytes.",
        "輕量：啟動約 40–170 µs，閒置時約占 16 KB；進程則以毫秒和 MB 計。";
    THREADING_PRO_SHARING: "Sharing costs nothing: no copying, no pickling.", "共享資料不花成本：不必複製，也不必 pickle。";
    THREADING_PRO_LIBRARIES: "Every blocking library works in a thread as it is.", "任何阻塞式函式庫都能直接放進執行緒使用。";
    THREADING_CON_CPU: "Computing in Python gains nothing from more cores: two threads take as long as one after the other, with a little for the switches on top.",
        "用 Python 計算時，核心再多也沒用：兩個執行緒和依序執行一樣久，還要加上一點切換成本。";
    THREADING_CON_RACES: "Race conditions: a switch can come between any two steps. `Lock` and its kind cure that.",
        "競爭條件：任何兩步之間都可能被切換，需要 `Lock`、`RLock` 這類工具把關。";
    THREADING_CON_DEADLOCK: "Locks in turn can deadlock, when two threads take two of them in opposite order.",
        "用了鎖又可能死結：兩個執行緒以相反的順序拿兩把鎖就會發生。";
    THREADING_CON_STOP: "A thread cannot be stopped from outside, and a daemon is cut off without clean-up.",
        "執行緒無法從外面叫停；daemon 則是直接被切斷，來不及收尾。";
    THREADING_USE_IO: "Some dozens of requests, files or queries at once, with libraries that block.",
        "同時處理幾十個請求、檔案或查詢，而手上的函式庫是阻塞式的。";
    THREADING_USE_NATIVE: "Computing in native code that releases the GIL: NumPy, hashing, compression, image codecs.",
        "計算發生在會釋放 GIL 的原生程式碼裡：NumPy、雜湊、壓縮、影像編解碼。";
    THREADING_USE_BACKGROUND: "Something beside the main work: a heartbeat, a log writer, an interface that stays alive.",
        "主要工作之外的雜務：心跳、寫日誌、讓介面保持回應。";

    // multiprocessing.
    PROCESSES: "multiprocessing", "多進程（multiprocessing）";
    PROCESSES_LEAD: "Several interpreters, each with a memory and a GIL of its own. Use it to compute on all cores, or to keep crashes apart.",
        "好幾個直譯器，各有自己的記憶體和 GIL。適合用滿所有核心計算，或隔離可能當掉的工作。";
    PROCESSES_HOW_OWN: "Each process is a whole interpreter. The operating system puts them on different cores, and none waits for another's GIL.",
        "每個進程（process，也稱行程）都是完整的直譯器；作業系統把它們排到不同核心，誰也不必等別人的 GIL。";
    PROCESSES_HOW_START: "Linux forked the parent until 3.13; since 3.14 a fork server makes the children. macOS and Windows spawn a new interpreter that imports your module again, hence `if __name__ == \"__main__\":`.",
        "Linux 到 3.13 為止用 fork 複製父進程，3.14 起改由 forkserver 產生；macOS 與 Windows 則 spawn 全新的直譯器並重新匯入你的模組，所以需要 `if __name__ == \"__main__\":`。";
    PROCESSES_HOW_MESSAGES: "Nothing is shared: what goes through a `Queue` or `Pipe` is pickled, sent and unpickled, and the other side has a copy.",
        "預設什麼都不共用：經過 `Queue` 或 `Pipe` 的東西要先 pickle、傳送、還原，對方拿到的是複本。";
    PROCESSES_HOW_SHARED: "`Value`, `Array` and `shared_memory` are the exception: memory that all of them really see. They are not pickled, and they need a lock.",
        "`Value`、`Array` 與 `shared_memory` 是例外：那是大家真正看得到的同一塊記憶體，不經 pickle，但需要上鎖。";
    PROCESSES_PRO_CORES: "Computing in Python uses all cores: two processes on two cores take about half the time.",
        "Python 的計算能用上所有核心：兩核心、兩進程，時間大約減半。";
    PROCESSES_PRO_ISOLATION: "A crash, a leak or a killed process leaves the others alive.",
        "某個進程當掉、洩漏記憶體或被砍掉，其他進程都還活著。";
    PROCESSES_PRO_NO_RACES: "Without shared objects there are no races on them.",
        "沒有共用的物件，就沒有搶著改物件的競爭條件。";
    PROCESSES_CON_START: "Starting is slow: about 2.5 ms by fork, 11 ms by the fork server, 50 to 60 ms by spawn.",
        "啟動很慢：fork 約 2.5 ms，forkserver 約 11 ms，spawn 則要 50–60 ms。";
    PROCESSES_CON_MEMORY: "Each takes some 3 MB (forked) to 16 MB (spawned) of its own, before your data.",
        "還沒放資料，每個就要吃掉 3 MB（fork）到 16 MB（spawn）。";
    PROCESSES_CON_PICKLING: "Data cost: 1 MB through a `Queue` and back takes about 5 ms. Lambdas, locks and open files cannot be sent at all.",
        "傳資料要成本：1 MB 經 `Queue` 來回約 5 ms；lambda、鎖和開啟中的檔案根本傳不過去。";
    PROCESSES_CON_POOLS: "Isolation has its gaps: a `Pool` whose worker is killed loses that task and can wait for it for ever; `ProcessPoolExecutor` raises `BrokenProcessPool`.",
        "隔離也有缺口：`Pool` 的工作進程若被砍，那個任務就此遺失，可能永遠等不到；`ProcessPoolExecutor` 則會拋出 `BrokenProcessPool`。";
    PROCESSES_USE_CPU: "Computing in Python: simulations, data analysis, parsing, encoding.",
        "以 Python 進行的計算：模擬、資料分析、解析、編碼。";
    PROCESSES_USE_BATCH: "Batches of independent tasks that take longer than a millisecond each: images, documents, model parameters.",
        "一批互不相干、每個超過 1 ms 的任務：影像、文件、模型參數。";
    PROCESSES_USE_RISK: "Code you do not trust to survive: native extensions, other people's plug-ins.",
        "不保證活得下來的程式碼：原生擴充套件、別人寫的外掛。";

    // asyncio.
    ASYNCIO: "asyncio", "異步 I/O（asyncio）";
    ASYNCIO_LEAD: "One thread, an event loop and many tasks that hand control back when they wait. Use it for hundreds or thousands of waits at once.",
        "一個執行緒、一個事件循環，加上許多在等待時主動交出控制權的任務。適合同時等待成百上千件事。";
    ASYNCIO_HOW_LOOP: "The event loop runs one ready task after another. A task goes on until it awaits something that is not there yet; then the next one has its turn.",
        "事件循環依序執行就緒的任務。任務會一直跑，直到 await 一件還沒好的事，才輪到下一個。";
    ASYNCIO_HOW_EXPLICIT: "The program itself says where it may be interrupted: at `await`, and there only. An await on something that is done already does not give way.",
        "在哪裡可以被打斷由程式自己決定：只有 `await`。如果等的東西已經好了，那個 await 並不會讓出控制權。";
    ASYNCIO_HOW_GIL: "Its thread holds the GIL like any other. Alone in its process it meets nobody; beside threads that compute, the loop falls behind by switch intervals.",
        "它的執行緒和別人一樣要握著 GIL。進程裡只有它時碰不到別人；旁邊若有執行緒在計算，事件循環就會晚上好幾個切換間隔。";
    ASYNCIO_PRO_CHEAP: "Cheap: a sleeping task takes 1 to 2 KB and its start about 4 µs, so ten thousand at once are no trouble.",
        "便宜：一個睡著的任務只占 1–2 KB，建立並跑完約 4 µs，同時上萬個也沒問題。";
    ASYNCIO_PRO_SWITCH: "A switch between tasks takes about a microsecond; the GIL takes some 40 µs from one thread to another.",
        "任務切換約 1 µs；GIL 從一個執行緒交到另一個則要 40 µs 左右。";
    ASYNCIO_PRO_LOCKS: "Between two awaits nobody else runs, so most code needs no locks. Across an await it may.",
        "兩個 await 之間不會有別人插進來，多數程式不必上鎖；但若跨越 await，就可能需要。";
    ASYNCIO_PRO_CANCEL: "Tasks can be cancelled and given time limits, and a `TaskGroup` clears up after a failure.",
        "任務可以取消、可以設時限，`TaskGroup` 會在失敗時收拾善後。";
    ASYNCIO_PRO_LIBRARIES: "Much of today's web stack is built on it: FastAPI, Sanic, aiohttp, httpx.",
        "現代 Web 生態多半建在它之上：FastAPI、Sanic、aiohttp、httpx。";
    ASYNCIO_CON_CPU: "It computes on one core, and a computation without an await stops every other task.",
        "只用得到一個核心；一段沒有 await 的計算會讓所有任務停擺。";
    ASYNCIO_CON_BLOCKING: "So does any blocking call: `time.sleep()`, `requests.get()`, an ordinary database driver.",
        "阻塞呼叫也一樣：`time.sleep()`、`requests.get()`、一般的資料庫驅動程式。";
    ASYNCIO_CON_COLOUR: "`await` works only in `async` functions, so once one function is, its callers become so too.",
        "有傳染性：`await` 只能寫在 `async` 函式裡，一個改成異步，呼叫它的也得跟著改。";
    ASYNCIO_CON_LEARNING: "There is more to learn: coroutines, tasks, futures, cancellation, the loop.",
        "要學的比較多：協程、任務、Future、取消與事件循環。";
    ASYNCIO_USE_SERVERS: "Web servers and API back ends with many open connections.", "連線數很多的 Web 伺服器與 API 後端。";
    ASYNCIO_USE_CHAT: "Chat, live updates, websockets: connections that mostly wait.",
        "聊天、即時推播、WebSocket：大部分時間都在等的連線。";
    ASYNCIO_USE_CLIENTS: "Crawlers and clients with hundreds of requests in flight.", "同時送出幾百個請求的爬蟲與客戶端。";

    // Together.
    TOGETHER: "Using them together", "搭配使用";
    TOGETHER_LEAD: "Real programs wait and compute. The models combine well, as long as each does what it is good at.",
        "真實的程式既要等待也要計算。只要各司其職，三種模型很能搭配。";
    TOGETHER_TO_THREAD: "A blocking call in an asyncio program belongs in `asyncio.to_thread()`: its wait releases the GIL, and the loop goes on.",
        "asyncio 程式裡的阻塞呼叫該交給 `asyncio.to_thread()`：它等待時會釋放 GIL，循環照常運轉。";
    TOGETHER_PROCESSES: "Computing belongs in a `ProcessPoolExecutor`, awaited through `run_in_executor()`.",
        "計算該交給 `ProcessPoolExecutor`，再用 `run_in_executor()` 來 await。";
    TOGETHER_POOLS: "`concurrent.futures` has one interface for threads and processes, so that trying the other is a change of one word.",
        "`concurrent.futures` 讓執行緒池與進程池共用一套介面，換個類別名稱就能比較。";

    // Often said.
    MYTHS: "Often said, more exactly", "常見說法，精確版";
    MYTHS_LEAD: "Rules of thumb leave things out. These are the ones that matter in practice.",
        "口訣總會省略一些東西。以下是實務上真的有差的部分。";
    MYTH_USELESS: "Threads are useless in Python, because of the GIL.", "有 GIL，所以 Python 的多執行緒沒用。";
    MYTH_USELESS_EXACTLY: "Only for computing in Python. Waiting, and native code that releases the GIL, run side by side in threads.",
        "只有用 Python 計算時沒用。等待，以及會釋放 GIL 的原生程式碼，在執行緒裡都能並進。";
    MYTH_SAFE: "The GIL makes threads safe, so no locks are needed.", "有 GIL 就執行緒安全，不必上鎖。";
    MYTH_SAFE_EXACTLY: "Single operations such as `list.append` are safe; reading, changing and writing back is not. `x += 1` loses updates up to 3.9 and on free-threaded builds; from 3.10 on it happens not to, because no switch point lies in between, and nobody promises that.",
        "`list.append` 這類單一操作是安全的，讀、改、寫回則不是。`x += 1` 在 3.9 以前和自由執行緒版會遺失更新；3.10 起只是剛好中間沒有切換點，並沒有人保證。";
    MYTH_FIVE: "Python switches threads every 5 ms.", "Python 每 5 ms 切換一次執行緒。";
    MYTH_FIVE_EXACTLY: "Only when another thread has waited that long and asks, and then at the next switch point. A thread that blocks gives way at once, and a long native call not before its end.",
        "要有別的執行緒等滿 5 ms 並開口要，才會在下一個切換點交出。會阻塞的執行緒立刻就讓；很久的原生呼叫則要等它做完。";
    MYTH_ASYNC_GIL: "asyncio has nothing to do with the GIL.", "asyncio 與 GIL 無關。";
    MYTH_ASYNC_GIL_EXACTLY: "It does not have to share the GIL as long as it is alone in its process. It holds the GIL while its tasks run, so it has one core, and threads that compute beside it slow it down.",
        "進程裡只有它一個執行緒時，確實不必和別人搶。但任務執行時照樣握著 GIL，所以只用得到一個核心；旁邊有計算中的執行緒時也會被拖慢。";
    MYTH_ASYNC_LOCK: "One thread needs no locks.", "單一執行緒不需要鎖。";
    MYTH_ASYNC_LOCK_EXACTLY: "Between two awaits that is true. What was read before an await may have changed after it, and then an `asyncio.Lock` is needed.",
        "兩個 await 之間確實如此。但 await 之前讀到的值，之後可能已被改過，這時就需要 `asyncio.Lock`。";
    MYTH_ASYNC_FAST: "asyncio is faster than threads.", "asyncio 比多執行緒快。";
    MYTH_ASYNC_FAST_EXACTLY: "The waits take as long. With some dozens of them there is little between the two; what asyncio saves is memory and switching once there are hundreds.",
        "等待本身一樣久。幾十個等待時兩者差不多；上百個以後，asyncio 省下的是記憶體與切換成本。";
    MYTH_CRASH: "A crash of one process never affects the others.", "一個進程當掉，絕不影響其他進程。";
    MYTH_CRASH_EXACTLY: "Their memories are safe. But a lock or queue it was using can stay blocked, and its pool has to notice the loss.",
        "記憶體確實安全。但它手上的鎖或佇列可能就此卡住，進程池也得發現少了一個人。";
    MYTH_MORE: "More processes, more speed.", "進程開越多越快。";
    MYTH_MORE_EXACTLY: "Up to the number of cores, and only if a task computes longer than it takes to send it: below about a millisecond a pool mostly moves data.",
        "上限是核心數，而且任務的計算時間得比傳送久：不到 1 ms 的任務，進程池多半只是在搬資料。";
}
