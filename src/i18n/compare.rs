//! Compare: the workload form, the verdict, the table of strategies, what was measured and how.

use super::catalogue;

catalogue! {
    TITLE: "Compare the models", "比較各種模型";
    WORKLOAD: "Workload", "工作內容";
    START_FROM: "Start from", "從範本開始";
    CUSTOM: "Your own figures", "自訂";
    CRAWL_PAGES: "Crawl 200 pages", "爬 200 個網頁";
    RESIZE_IMAGES: "Resize 64 images", "縮放 64 張圖片";
    CHAT_SERVER: "Chat server, 2,000 clients", "聊天伺服器，2,000 人連線";
    DATABASE_QUERIES: "50 database queries", "50 次資料庫查詢";
    HASH_FILES: "Parse and check 500 files", "解析並檢查 500 個檔案";
    TRAIN_TEST: "Train and test 8 models", "訓練並測試 8 個模型";

    TASKS: "Tasks", "任務數";
    TASKS_HINT: "all alike and independent", "彼此相同、互不相干";
    CPU: "CPU per task", "每個任務的 CPU 時間";
    CPU_HINT: "parsing, serialising, your own Python", "解析、序列化、你自己的 Python 程式";
    IO: "I/O wait per task", "每個任務的 I/O 等待";
    IO_HINT: "network, disk, database", "網路、磁碟、資料庫";
    BYTES: "Bytes in and out", "進出的資料量";
    BYTES_HINT: "what a process would have to be sent", "交給另一個進程時要傳送的量";
    CORES: "Cores", "核心數";
    CORES_HINT: "of the computer it will run on", "指將來執行的那台電腦";
    ASYNC_LIBRARY: "Async library for the I/O", "I/O 有異步函式庫";
    PYTHON: "CPython", "CPython";
    OPEN_CODE: "Open the code", "開啟程式碼";
    MEASURE: "Run for real", "實際執行";
    FEWER: "Run for real with {n} tasks", "改用 {n} 個任務實際執行";
    FEWER_WHY: "With this many tasks some models would take longer than 8 s and are left out. With {n} tasks all of them finish in time; the predictions then change with them.",
        "任務這麼多時，有些模型要跑超過 8 秒，所以不實測。減到 {n} 個任務，每種模型都來得及跑完；預測也會跟著改變。";
    MEASURING: "Measuring {model}…", "正在量測 {model}…";

    // Strategies.
    SEQUENTIAL: "sequential", "依序執行";
    SEQUENTIAL_HOW: "one after another", "一個做完再做下一個";
    THREADING: "threads", "多執行緒";
    THREADING_HOW: "pool of {n}", "{n} 個執行緒的池";
    ASYNCIO: "asyncio", "asyncio";
    ASYNCIO_HOW: "one thread, {n} tasks", "一個執行緒，{n} 個任務";
    PROCESSES: "processes", "多進程";
    PROCESSES_HOW: "pool of {n}", "{n} 個進程的池";
    ASYNCIO_PROCESSES: "asyncio + processes", "asyncio 搭配進程池";
    ASYNCIO_PROCESSES_HOW: "loop, computing in a pool of {n}", "事件循環，計算交給 {n} 個進程";
    FREE_THREADED: "free-threaded", "自由執行緒版";
    FREE_THREADED_HOW: "{n} threads, no GIL", "{n} 個執行緒，沒有 GIL";

    // Verdict.
    USE: "Use {strategy}", "建議：{strategy}";
    USE_NOTHING: "One after another is enough", "依序執行就夠了";
    WAITS_MORE: "Each task waits {ratio} times as long as it computes: what counts is to overlap the waits.",
        "每個任務等待的時間是計算的 {ratio} 倍，重點在於讓等待重疊。";
    COMPUTES_MORE: "Each task computes {ratio} times as long as it waits: what counts is to use the cores.",
        "每個任務計算的時間是等待的 {ratio} 倍，重點在於用上所有核心。";
    BALANCED: "Each task computes about as long as it waits: waits should overlap, and computing needs cores.",
        "每個任務計算和等待的時間差不多：等待要重疊，計算也需要核心。";
    ONLY_WAITS: "The tasks do nothing but wait: what counts is to overlap the waits.", "任務只有等待，重點在於讓等待重疊。";
    ONLY_COMPUTES: "The tasks do nothing but compute: what counts is to use the cores.", "任務只有計算，重點在於用上所有核心。";
    FINISHES: "With {strategy} it takes about {time}, with {second} {other_time}.",
        "用 {strategy} 約需 {time}，用 {second} 則要 {other_time}。";
    TURNS_ABOVE: "Changes to {strategy} from {value} on: {slider}", "{slider} 到 {value} 以上，改用 {strategy}";
    TURNS_BELOW: "Changes to {strategy} at {value} or less: {slider}", "{slider} 在 {value} 以下，改用 {strategy}";
    TURNS_WITHOUT_LIBRARY: "Changes to {strategy} without an async library", "沒有異步函式庫時，改用 {strategy}";
    TURNS_WITH_LIBRARY: "Changes to {strategy} with an async library", "有異步函式庫時，改用 {strategy}";
    NEVER_TURNS: "No single slider changes this verdict.", "單獨調整任何一項都不會改變結論。";

    // Table.
    STRATEGY: "Model", "模型";
    HOW_IT_RUNS: "How it runs", "執行方式";
    TIME: "Time, predicted and measured (log scale)", "時間：預測與實測（對數尺度）";
    PREDICTED: "Predicted", "預測";
    MEASURED: "Measured", "實測";
    SPEED_UP: "Speed-up", "加速";
    MEMORY: "Memory", "記憶體";
    START_UP: "Start-up", "啟動";
    BYTES_MOVED: "Bytes moved", "搬移資料";
    SWITCHES: "GIL switches", "GIL 切換";
    BEST: "best", "最佳";
    NOT_MEASURABLE: "not measurable in a browser", "無法在瀏覽器中實測";
    TOO_LONG: "would take {time}: not measured", "需要 {time}，不實測";
    NOT_MEASURED: "not measured yet", "尚未實測";
    KEY_PREDICTED: "predicted for CPython {python}", "依 CPython {python} 預測";
    KEY_MEASURED: "measured here, median of up to {n}", "在此實測，至多 {n} 次的中位數";
    KEY_ELSEWHERE: "measured elsewhere, median of up to {n}", "在別處實測，至多 {n} 次的中位數";
    PLACE_HERE: "Measured here: {place}.", "在此實測：{place}。";
    PLACE_ELSEWHERE: "These figures came with the link and were measured elsewhere: {place}. Run for real to measure here.",
        "這些數字隨連結而來，是在別處實測的：{place}。按「實際執行」可在此實測。";
    RAN_ELSEWHERE: "Whoever shared this link had run the program for real: {time}, {n} hand-overs of the GIL. Measured elsewhere: {place}.",
        "分享連結的人實際執行過這個程式：{time}，GIL 換手 {n} 次。在別處實測：{place}。";
    SHARED_MEMORY: "shared memory", "有共享記憶體";
    NO_SHARED_MEMORY: "no shared memory", "沒有共享記憶體";
    CLOCK_STEP: "clock steps of {time}", "時鐘最小刻度 {time}";
    DETAILS: "Measured in detail", "實測明細";
    MEDIAN: "Median", "中位數";
    SPREAD: "Fastest to slowest", "最快到最慢";
    AGAINST: "Against predicted", "與預測相比";
    THROUGHPUT: "Tasks per second", "每秒任務數";
    LATENCY: "Latency percentiles 50 / 95 / 99", "延遲百分位數 50 / 95 / 99";
    REDUCED: "threads took turns in one worker, for want of shared memory", "沒有共享記憶體，執行緒在同一個 worker 輪流執行";
    HOW_MEASURED: "What is measured, and how", "量了什麼、怎麼量";
    HOW_MEASURED_TEXT: "Each model runs the same tasks for real: threads on Web Workers that share one memory behind one real GIL, processes on workers with memories of their own, asyncio on the browser's event loop. Warm-up batches come first, until times are steady; then each model does all tasks several times. Times are medians, start-up is counted apart. All tasks are handed in at once: a task’s latency is from then until it is done. Memory is that of every WebAssembly instance that took part.",
        "每種模型都真的執行同一批任務：執行緒是共用記憶體、受同一把真 GIL 管制的 Web Worker；進程是各有記憶體的 worker；asyncio 則跑在瀏覽器的事件循環上。先跑幾批任務暖身，等時間穩定，再把全部任務做好幾次；時間取中位數，啟動成本另計。所有任務同時交出，延遲就是從那一刻到任務完成。記憶體是所有參與的 WebAssembly 實例的總和。";
    HOW_PREDICTED_TEXT: "Predictions come from a simple model with costs measured on CPython for Linux: whatever is scarcest, the cores, the GIL, the waits or the one thread that hands out work, sets the time.",
        "預測採用簡單的模型與在 Linux 上對 CPython 實測的成本：核心、GIL、等待、分派工作的執行緒，哪個最吃緊，時間就由它決定。";
    EMPTY: "Press Run for real to put measured times beside the predictions.", "按「實際執行」，在預測旁加上實測時間。";
}
