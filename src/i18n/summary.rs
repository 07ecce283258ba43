//! The table of the three models.

use super::catalogue;

catalogue! {
    TITLE: "The three models in one table", "三種模型一張表";
    CAPTION: "Every cell opens a program that shows it.", "每一格都能點開一個示範程式。";
    ASPECT: "Aspect", "面向";
    THREADING: "threading", "`threading` 多執行緒";
    PROCESSES: "multiprocessing", "`multiprocessing` 多進程";
    ASYNCIO: "asyncio", "`asyncio` 異步 I/O";

    CORE: "Core idea", "核心思想";
    CORE_THREADING: "The operating system switches between threads of one process", "作業系統在同一進程的執行緒間切換";
    CORE_PROCESSES: "The operating system runs several interpreters side by side", "作業系統讓好幾個直譯器並肩執行";
    CORE_ASYNCIO: "The program switches between tasks itself, at `await`", "程式自己在 `await` 處切換任務";

    GIL: "What the GIL does to it", "GIL 的影響";
    GIL_THREADING: "One thread runs Python at a time; waits and some native code do not need it",
        "同時只有一個執行緒能跑 Python；等待與部分原生程式碼不受限";
    GIL_PROCESSES: "Each process has its own, so none is in the way", "各有各的 GIL，互不妨礙";
    GIL_ASYNCIO: "One thread, so it competes with nobody; but it has one core, and other threads can slow it down",
        "只有一個執行緒，沒人跟它搶；但也只有一個核心，並可能被其他執行緒拖慢";

    PARALLEL: "Parallel or concurrent", "平行或併發";
    PARALLEL_THREADING: "Concurrent (parallel without a GIL)", "併發（沒有 GIL 的版本可平行）";
    PARALLEL_PROCESSES: "Parallel", "平行";
    PARALLEL_ASYNCIO: "Concurrent", "併發";

    COST: "Cost", "資源開銷";
    COST_THREADING: "Small: about 0.1 ms to start, 16 KB each", "小：啟動約 0.1 ms，每個約 16 KB";
    COST_PROCESSES: "Large: 2.5 to 60 ms to start, 3 to 16 MB each", "大：啟動 2.5–60 ms，每個 3–16 MB";
    COST_ASYNCIO: "Very small: about 4 µs to start, 1 to 2 KB each", "極小：建立約 4 µs，每個 1–2 KB";

    SHARING: "Sharing data", "資料共享";
    SHARING_THREADING: "Easy, the memory is one; needs locks", "簡單，記憶體是同一塊；但要上鎖";
    SHARING_PROCESSES: "By messages that are pickled, or by shared memory with locks", "靠 pickle 後的訊息，或加鎖的共享記憶體";
    SHARING_ASYNCIO: "Easy; safe between awaits, not across them", "簡單；await 之間安全，跨越 await 則不然";

    BEST: "Best for", "適用場景";
    BEST_THREADING: "Waiting, with blocking libraries", "I/O 密集，搭配阻塞式函式庫";
    BEST_PROCESSES: "Computing in Python; keeping crashes apart", "CPU 密集；需要隔離";
    BEST_ASYNCIO: "Waiting for very many things at once", "高併發的 I/O 密集";

    EXAMPLES: "Examples", "範例";
    EXAMPLES_THREADING: "Crawling some dozens of pages, reading many files", "小型爬蟲、多檔案處理";
    EXAMPLES_PROCESSES: "Scientific computing, image and video processing", "科學計算、影像與視訊處理";
    EXAMPLES_ASYNCIO: "Web servers, chat servers, API gateways", "Web 伺服器、聊天伺服器、API 閘道";
}
