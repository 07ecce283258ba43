//! The example programs: what each is called and what it teaches.

use super::catalogue;

catalogue! {
    // Groups.
    GROUP_GIL: "Threads under the GIL", "GIL 之下的執行緒";
    GROUP_SHARING: "Races and locks", "競爭條件與鎖";
    GROUP_LIFE: "The life of a thread", "執行緒的一生";
    GROUP_ASYNCIO: "asyncio", "asyncio";
    GROUP_PROCESSES: "multiprocessing", "multiprocessing";
    GROUP_POOLS: "Pools (concurrent.futures)", "執行緒池與進程池（concurrent.futures）";
    GROUP_LANGUAGE: "One thread", "單一執行緒";

    // The GIL.
    TWO_THREADS: "Two threads, one GIL", "兩個執行緒，一把 GIL";
    TWO_THREADS_TEACHES: "Two threads compute, and take turns of 5 ms. Together they need as long as one after the other.",
        "兩個執行緒都在計算，每 5 ms 輪流一次；總時間和一個做完再做另一個差不多。";
    IO_RELEASE: "Waiting releases the GIL", "等待時會釋放 GIL";
    IO_RELEASE_TEACHES: "Whoever sleeps or waits for a socket lets go of the GIL first, so four waits take as long as one.",
        "睡眠或等 socket 之前都會先放開 GIL，所以四個等待只花一個的時間。";
    THREE_SLEEPS: "Three workers, three sleeps", "三個工人，三種睡眠";
    THREE_SLEEPS_TEACHES: "Threads end in the order of what they wait for, not of their start.",
        "誰先結束取決於等多久，而不是誰先啟動。";
    CONVOY: "The convoy effect", "護航效應";
    CONVOY_TEACHES: "A thread that only ever waits 1 ms comes back late each time: the one that computes keeps the GIL for a whole switch interval.",
        "只等 1 ms 的執行緒每次都晚回來，因為計算中的那個會把 GIL 握滿一個切換間隔。";
    NATIVE_RELEASE: "Native code without the GIL", "不需要 GIL 的原生程式碼";
    NATIVE_RELEASE_TEACHES: "hashlib releases the GIL for large data, so two threads really do compute on two cores.",
        "hashlib 處理大筆資料時會釋放 GIL，兩個執行緒真的能用到兩個核心。";
    FREE_THREADED: "Two threads without a GIL", "沒有 GIL 的兩個執行緒";
    FREE_THREADED_TEACHES: "The free-threaded build runs both at once. Choose 3.14 in the settings and run it again: then they take turns and need twice as long.",
        "自由執行緒版讓兩個執行緒同時執行。到設定裡改選 3.14 再跑一次：它們就得輪流，時間變成兩倍。";

    // Sharing.
    LOST_UPDATE: "A lost update", "遺失的更新";
    LOST_UPDATE_TEACHES: "The GIL does not make `x = x + f()` safe: a switch between reading and writing throws away what the other thread did.",
        "有 GIL 不代表 `x = x + f()` 安全：在讀與寫之間切換，就會蓋掉另一個執行緒的成果。";
    LOST_UPDATE_FIXED: "A lost update, fixed by a lock", "用鎖修好遺失的更新";
    LOST_UPDATE_FIXED_TEACHES: "With a lock around read, change and write, a switch in between does no harm: the other thread waits.",
        "把讀、改、寫包進同一把鎖，中途切換也無妨，另一個執行緒會等。";
    DEADLOCK: "Deadlock of two locks", "兩把鎖的死結";
    DEADLOCK_TEACHES: "Each thread holds what the other wants. Look at the Locks panel: the circle is the deadlock.",
        "兩個執行緒各握著對方要的鎖；打開「鎖」面板，那個圈就是死結。";
    DEADLOCK_FIXED: "Deadlock, fixed by one order", "固定順序就不會死結";
    DEADLOCK_FIXED_TEACHES: "When everybody takes the locks in the same order, no circle can close.",
        "大家都照同樣的順序拿鎖，就圍不成一個圈。";
    RLOCK: "A lock taken twice by one thread", "同一個執行緒拿兩次鎖";
    RLOCK_TEACHES: "A function that holds the lock calls another that takes it too. An RLock counts; a plain Lock would wait for itself.",
        "握著鎖的函式呼叫了另一個也要拿鎖的函式。RLock 會計數，普通的 Lock 則會等自己等到天荒地老。";
    CONDITION: "Waiting for a condition", "等待條件成立";
    CONDITION_TEACHES: "wait() lets go of the lock and sleeps until notify(); it has the lock again when it returns, and must look again.",
        "wait() 會放開鎖並睡到 notify() 為止；返回時已重新握鎖，還得再檢查一次條件。";
    SEMAPHORE: "A semaphore lets two in", "號誌一次放行兩個";
    SEMAPHORE_TEACHES: "A lock for more than one: the third visitor waits until somebody leaves.",
        "可以多人持有的鎖：第三位訪客要等有人離開。";
    THREAD_QUEUE: "Producer and consumer threads", "生產者與消費者執行緒";
    THREAD_QUEUE_TEACHES: "A queue does the locking. When it is full, put() waits, so the fast one cannot run away from the slow one.",
        "佇列替你管好鎖。滿了的時候 put() 會等待，快的一方不會把慢的一方甩開。";

    // The life of a thread.
    JOIN: "The main thread waits in join()", "主執行緒在 join() 等待";
    JOIN_TEACHES: "join() blocks the caller until the thread is over; it keeps no GIL meanwhile.",
        "join() 會讓呼叫者等到執行緒結束，等待期間不會占住 GIL。";
    THREAD_EXCEPTION: "An exception in a thread", "執行緒裡的例外";
    THREAD_EXCEPTION_TEACHES: "It ends that thread and is printed; the main thread goes on and never hears of it.",
        "例外只終結那個執行緒並印出訊息，主執行緒照常往下走，不會收到通知。";
    DAEMON: "A daemon thread", "daemon 執行緒";
    DAEMON_TEACHES: "The process does not wait for daemons: they are dropped in mid-sentence, without their `finally`.",
        "進程結束時不會等 daemon 執行緒：說停就停，連 `finally` 都不執行。";
    LATE_BINDING: "Closures look names up late", "閉包到執行時才查名稱";
    LATE_BINDING_TEACHES: "A lambda reads the loop's variable when its thread runs, not when it was made.",
        "lambda 是在執行緒跑到時才讀迴圈變數，不是建立的當下。";
    GENERATOR_PIPELINE: "A pipeline of generators", "產生器管線";
    GENERATOR_PIPELINE_TEACHES: "Several things in progress in one thread: generators pause and go on, which is what coroutines are built on.",
        "單一執行緒也能同時進行多件事：產生器可以暫停再繼續，協程就是這樣做出來的。";

    // asyncio.
    ASYNC_GATHER: "Three waits at once", "三個等待一起來";
    ASYNC_GATHER_TEACHES: "One thread, three tasks: at each await the event loop goes on with whoever is ready.",
        "一個執行緒、三個任務：每遇到 await，事件循環就換已就緒的人繼續。";
    ASYNC_BLOCKING: "Blocking the loop", "卡住事件循環";
    ASYNC_BLOCKING_TEACHES: "One time.sleep() in a coroutine, and every task stands still.",
        "協程裡一個 time.sleep()，就讓所有任務都停擺。";
    ASYNC_RACE: "A race across an await", "跨越 await 的競爭條件";
    ASYNC_RACE_TEACHES: "One thread does not mean no races: whatever is read before an await may be old after it.",
        "單一執行緒不等於沒有競爭：await 之前讀到的值，await 之後可能已經過時。";
    ASYNC_QUEUE: "Producer and consumer", "生產者與消費者";
    ASYNC_QUEUE_TEACHES: "A queue with a limit makes the producer wait for the consumer.",
        "有上限的佇列會讓生產者等消費者跟上。";
    ASYNC_TASKGROUP: "TaskGroup: one fails, all are cancelled", "TaskGroup：一個失敗，全部取消";
    ASYNC_TASKGROUP_TEACHES: "When a task of a group fails, the others are cancelled and the group raises an ExceptionGroup.",
        "群組裡有任務失敗時，其他任務會被取消，最後以 ExceptionGroup 拋出。";
    ASYNC_TIMEOUT: "Timeouts are cancellations", "逾時就是取消";
    ASYNC_TIMEOUT_TEACHES: "When time is up the task is cancelled at its await, so it can still clean up.",
        "時間一到，任務會在它的 await 處被取消，因此還有機會收尾。";
    ASYNC_CANCEL: "Cancelling a task", "取消任務";
    ASYNC_CANCEL_TEACHES: "cancel() only asks. The task is told at its await by an exception, cleans up, and lets it pass.",
        "cancel() 只是提出要求。任務會在它的 await 處收到例外，收尾之後再把例外往外傳。";
    ASYNC_CHAT: "A chat room", "聊天室";
    ASYNC_CHAT_TEACHES: "One thread serves every member: whoever has nothing to say just awaits.",
        "一個執行緒服務所有成員：沒話說的人只是在 await。";
    ASYNC_RATE_LIMIT: "A rate limiter", "限制呼叫頻率";
    ASYNC_RATE_LIMIT_TEACHES: "Four tasks want to call at once; a lock of the loop lets them pass one by one, and blocks nobody else.",
        "四個任務想同時呼叫；事件循環的鎖讓它們一個一個過，而且不會卡住別人。";
    ASYNC_TO_THREAD: "Blocking calls in threads", "把阻塞呼叫丟給執行緒";
    ASYNC_TO_THREAD_TEACHES: "to_thread() moves a blocking call off the loop; its wait releases the GIL and the loop keeps going.",
        "to_thread() 把阻塞呼叫移出事件循環；它等待時會釋放 GIL，循環照常運轉。";
    ASYNC_PROCESSES: "A loop with a pool of processes", "事件循環搭配進程池";
    ASYNC_PROCESSES_TEACHES: "Waits stay on the loop, computing goes to other processes: the usual answer to mixed work.",
        "等待留在事件循環，計算交給其他進程：混合型工作的標準解法。";

    // multiprocessing.
    PROCESS_POOL_MAP: "A pool of processes computes", "用進程池計算";
    PROCESS_POOL_MAP_TEACHES: "Each process has its own interpreter and its own GIL, so computing uses every core.",
        "每個進程有自己的直譯器和自己的 GIL，計算因此能用滿所有核心。";
    PROCESS_NO_SHARING: "No shared globals", "全域變數不共用";
    PROCESS_NO_SHARING_TEACHES: "The child counts in a memory of its own; the parent's counter stays at zero.",
        "子進程在自己的記憶體裡累加，父進程的計數器仍是零。";
    PROCESS_QUEUE: "Work through queues", "用佇列分派工作";
    PROCESS_QUEUE_TEACHES: "What goes through a queue is pickled, sent and unpickled; read the results before you join.",
        "放進佇列的東西要先 pickle、傳送再還原；先把結果讀完再 join。";
    PROCESS_PIPE: "Two processes talk through a pipe", "兩個進程用 Pipe 對話";
    PROCESS_PIPE_TEACHES: "send() and recv() move copies: neither side ever sees the other's objects.",
        "send() 與 recv() 傳的是複本，任何一方都看不到對方的物件。";
    PROCESS_SHARED_VALUE: "A shared number", "共用的數字";
    PROCESS_SHARED_VALUE_TEACHES: "Value lies in memory that processes do share, and so it needs its lock.",
        "Value 放在進程真正共用的記憶體裡，所以也需要鎖。";
    PROCESS_CRASH: "A crash stays inside", "當掉也不會波及別人";
    PROCESS_CRASH_TEACHES: "One process dies without clean-up; the other works on and the parent reads the exit code.",
        "一個進程當場死掉，另一個照常工作，父進程則讀得到結束碼。";
    PROCESS_PICKLING: "What cannot be pickled cannot be sent", "不能 pickle 就傳不過去";
    PROCESS_PICKLING_TEACHES: "Functions are sent by their name, so a lambda cannot go.",
        "函式是靠名稱傳送的，lambda 沒有名稱可找，自然傳不過去。";

    // Pools.
    THREAD_POOL: "A pool of threads", "執行緒池";
    THREAD_POOL_TEACHES: "Six waits on three threads take two rounds.", "三個執行緒處理六個等待，要跑兩輪。";
    PROCESS_POOL: "A pool of processes", "進程池";
    PROCESS_POOL_TEACHES: "The same interface as the thread pool, but every argument and result crosses by pickle.",
        "介面和執行緒池相同，但每個參數與結果都要經過 pickle。";
}
