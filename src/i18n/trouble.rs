//! What went wrong or met a limit, and what to do about it.

use super::catalogue;

catalogue! {
    // Links.
    LINK_COPIED: "Link copied.", "連結已複製。";
    LINK_COPIED_LONG: "Link copied. It has {n} characters: some chat programs cut links that long.",
        "連結已複製，共 {n} 個字元；部分通訊軟體會截斷這麼長的連結。";
    COPY_REFUSED: "The browser did not let the page copy. Copy the link from here:",
        "瀏覽器不允許自動複製，請從這裡複製連結：";
    LINK_TOO_LONG: "The program is too long for a link. Shorten it, or share it as a file.",
        "程式太長，放不進連結。請縮短程式，或改以檔案分享。";
    LINK_DAMAGED: "The link is damaged: part of it is missing or changed. The page opened as it would without it; ask for the link again.",
        "連結已損壞，有一部分遺失或被改動。頁面照平常的方式開啟；請對方再傳一次連結。";
    LINK_FOREIGN: "This is not a Pylanes link. The page opened as it would without it.",
        "這不是 Pylanes 的連結，頁面照平常的方式開啟。";
    LINK_NEWER: "The link was made by a newer Pylanes (format {version}). Reload the page, or open the link where it was made.",
        "連結由較新的 Pylanes 產生（格式 {version}）。請重新整理頁面，或到產生連結的網站開啟。";
    LINK_OVER_LIMIT: "The link is longer than any that Pylanes makes, so it was not opened.",
        "連結比 Pylanes 會產生的任何連結都長，因此沒有開啟。";

    // Limits of a run.
    LIMIT_STEPS: "The run was cut after {limit} steps. Everything up to there is kept. Raise the step limit in the settings, or let the program do less.",
        "執行到 {limit} 步便中斷，先前的結果都保留。可在設定調高步數上限，或讓程式少做一點。";
    LIMIT_EVENTS: "The run was cut after {limit} recorded events. Everything up to there is kept. Fewer threads or fewer switches make fewer events.",
        "記錄了 {limit} 筆事件後中斷，先前的結果都保留。減少執行緒或切換次數，事件就會變少。";
    LIMIT_OUTPUT: "The run was cut after {limit} of output. Everything up to there is kept. Print less, for instance only every hundredth time.",
        "輸出達 {limit} 後中斷，先前的結果都保留。請少印一點，例如每一百次才印一次。";
    LIMIT_TIME: "The run was cut at {limit} of virtual time. Everything up to there is kept. Shorter sleeps make it end sooner.",
        "虛擬時間到 {limit} 時中斷，先前的結果都保留。縮短 sleep 的時間可讓它早點結束。";
    LIMIT_SOURCE: "The program is longer than {limit}, which is as much as Pylanes reads.",
        "程式超過 {limit}，這是 Pylanes 能讀的上限。";
    LIMIT_THREADS: "The program tried to have more than {limit} threads at once.", "程式想同時開超過 {limit} 個執行緒。";
    LIMIT_MEMORY: "The program's objects need more than {limit}.", "程式的物件用掉超過 {limit} 的記憶體。";

    // Diagnostics.
    SYNTAX_ERROR: "Python cannot read this", "Python 讀不懂這裡";
    UNSUPPORTED: "Valid Python, but Pylanes does not run it yet", "合法的 Python，但 Pylanes 尚未支援";
    TOO_LARGE: "Too large", "太大了";
    INSTEAD: "Instead: {hint}", "可改用：{hint}";

    // The engine.
    ENGINE_LOST: "The engine was restarted. Your program is untouched; simulate it again.",
        "引擎已重新啟動。程式沒有受影響，請再模擬一次。";
    ENGINE_DID_NOT_LOAD: "The engine could not be loaded. Check the connection and reload the page; your program is kept.",
        "引擎載入失敗。請檢查網路後重新整理，程式會保留。";
    UNKNOWN_RUN: "The engine no longer has this run. Simulate it again.", "引擎已不保留這次執行，請再模擬一次。";
    DEFECT: "This is a defect of Pylanes, not of your program: {text}", "這是 Pylanes 的錯誤，不是你的程式有問題：{text}";
    BAD_MESSAGE: "The page and the engine did not understand each other ({text}). Reload the page; your program is kept.",
        "頁面與引擎的訊息對不上（{text}）。請重新整理頁面，程式會保留。";

    // Running for real.
    REAL_SHARED: "Each thread ran on a worker of its own; all shared one memory behind one real GIL.",
        "每個執行緒各在一個 worker 上執行，共用同一塊記憶體，由一把真正的 GIL 管制。";
    REAL_REDUCED: "This page has no shared memory, so the threads took turns in one worker. Order and waiting are real; running at the same time is not.",
        "這個頁面沒有共享記憶體，執行緒只能在同一個 worker 裡輪流執行：順序與等待是真的，同時執行則否。";
    REAL_HOW_TO_SHARE: "Shared memory needs two headers from the server. Open the page in its own tab, or see how to host it in the README.",
        "共享記憶體需要伺服器送出兩個標頭。請在獨立分頁開啟，或參考 README 的架設方式。";
    NO_SHARED_MEMORY: "This needs shared memory, which the page does not have here.", "這項功能需要共享記憶體，目前頁面沒有。";
    NO_WORKERS: "This needs Web Workers, which the browser does not offer here.", "這項功能需要 Web Worker，瀏覽器在這裡不提供。";
    NO_FEATURE: "This browser lacks something that this takes.", "這個瀏覽器缺少所需的功能。";
    REAL_TAKES_TIME: "It takes as long as it takes: the clock is real.", "時鐘是真的，需要多久就是多久。";
    EXAMPLE_UNSUPPORTED: "This program runs on CPython; Pylanes cannot simulate {module} yet. Read it here, or copy it and run it on your computer.",
        "這個程式可以在 CPython 上執行，但 Pylanes 還不能模擬 {module}。可以先在這裡讀，或複製到自己的電腦上執行。";
    RUN_FAILED: "The run could not be made.", "無法執行。";
    TRY_AGAIN: "Try again", "再試一次";
    RELOAD: "Reload the page", "重新整理";
}
