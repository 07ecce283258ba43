//! The inspector's panels: names, headings, and what they say when there is nothing in them.

use super::catalogue;

catalogue! {
    INSPECTOR: "Inspector", "檢視器";
    STACKS: "Stacks", "堆疊";
    VARIABLES: "Variables", "變數";
    LOCKS: "Locks", "鎖";
    LOOP: "Loop", "事件循環";
    BYTECODE: "Bytecode", "位元組碼";
    OUTPUT: "Output", "輸出";
    FINDINGS: "Findings", "發現";
    ASKING: "Asking the engine…", "向引擎查詢中…";
    MEASURED_HAS_NO_STATE: "A real run is recorded, not replayed: there is no state to look into. Simulate the program for that.",
        "實際執行只留下紀錄、無法重播，因此沒有狀態可看；請改用模擬。";
    ENGINE_FORGOT: "The engine no longer has this run. Simulate again to look inside.",
        "引擎已不保留這次執行；再模擬一次就能檢視內部。";

    // Stacks.
    NO_FRAMES: "no Python frame", "沒有 Python 堆疊框";
    LINE: "line {line}", "第 {line} 行";
    CURRENT: "runs now", "正在執行";
    THREAD_NOT_STARTED: "not started yet", "尚未啟動";

    // Variables.
    NO_VARIABLES: "Nothing has a name here yet.", "這裡還沒有任何名稱。";
    GLOBALS: "Globals", "全域變數";
    LOCALS_OF: "Locals of {function}", "{function} 的區域變數";
    NAME: "Name", "名稱";
    VALUE: "Value", "值";
    TYPE: "Type", "型別";
    SHARED: "shared", "共用";
    SHARED_HINT: "More than one thread can reach this object.", "不只一個執行緒碰得到這個物件。";
    CHANGED: "changed", "有變";
    EXPAND: "Expand {name}", "展開 {name}";
    COLLAPSE: "Collapse {name}", "收合 {name}";
    MORE_ITEMS: "{n} more", "還有 {n} 項";

    // Locks.
    NO_LOCKS: "This program has made no locks yet.", "程式到目前為止還沒有建立鎖。";
    LOCK: "Lock", "鎖";
    LOCK_KIND: "Kind", "種類";
    OWNER: "Held by", "持有者";
    FREE: "free", "無人持有";
    WAITERS: "Waiting for it", "等待者";
    NOBODY: "nobody", "無";
    WAIT_FOR_GRAPH: "Who waits for whom", "誰在等誰";
    DEADLOCK: "Deadlock", "死結";
    DEADLOCK_EXPLAINED: "Each waits for a lock that the next one holds. None of them can ever go on.",
        "每一個都在等下一個手上的鎖，誰也無法再前進。";

    // Loop.
    NO_LOOP: "No event loop runs here. A program with asyncio shows its ready queue and timers in this panel.",
        "目前沒有事件循環。使用 asyncio 的程式會在這裡顯示就緒佇列與計時器。";
    READY_QUEUE: "Ready queue", "就緒佇列";
    TIMERS: "Timers", "計時器";
    SUSPENDED: "Suspended tasks", "暫停中的任務";
    AWAITS: "awaits {what}", "正在 await {what}";
    DUE: "due at {time}", "{time} 到期";
    ITERATION: "iteration {n}", "第 {n} 輪";

    // Bytecode.
    NO_BYTECODE: "No Python code runs on this lane now.", "這條軌道目前沒有在執行 Python 程式碼。";
    FUNCTION: "Function {name}", "函式 {name}";
    SWITCH_POINT: "switch point", "切換點";
    SWITCH_POINT_HINT: "Here CPython {version} looks whether another thread has asked for the GIL.",
        "CPython {version} 會在這裡檢查有沒有別的執行緒要 GIL。";
    NEXT_INSTRUCTION: "next", "下一個";
    OFFSET: "Offset", "位移";
    INSTRUCTION: "Instruction", "指令";
    ARGUMENT: "Argument", "引數";
    COST: "Cost", "耗時";

    // Output.
    NO_OUTPUT: "Nothing has been printed yet.", "還沒有任何輸出。";
    STDOUT: "stdout", "stdout";
    STDERR: "stderr", "stderr";
    AHEAD: "later than the playhead", "晚於播放頭";
    SEEK_TO_OUTPUT: "Go to the moment of this output", "跳到這筆輸出的時刻";
    OUTPUT_BEFORE: "{n} earlier", "前面還有 {n} 筆";
    OUTPUT_AFTER: "{n} later", "後面還有 {n} 筆";

    // Findings.
    NO_FINDINGS: "Exploring tries every order in which the threads can run, and lists what can come out: other outputs, deadlocks, lost updates.",
        "「探索」會試遍執行緒可能的執行順序，列出所有可能的結果：不同的輸出、死結、遺失的更新。";
    FINDINGS_NOT_YET: "Exploring schedules is not built yet. Until then, try other seeds in the settings.",
        "「探索排程」尚未完成；目前可以在設定裡換不同的種子試試。";

    // The run as text.
    AS_TEXT: "As text", "文字版";
    COPY_TEXT: "Copy as text", "複製文字";
    DOWNLOAD_TRACE: "Download the trace (Perfetto)", "下載追蹤檔（Perfetto）";
    DOWNLOAD_REPORT: "Download the report (Markdown)", "下載報告（Markdown）";
}
