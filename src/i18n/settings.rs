//! The settings sheet and the one-line summary of it under the editor.

use super::catalogue;

catalogue! {
    TITLE: "Settings of the next run", "下次執行的設定";
    SUMMARY: "CPython {python} · {cores} cores · switch interval {interval} · seed {seed}",
        "CPython {python} · {cores} 核心 · 切換間隔 {interval} · 種子 {seed}";
    PYTHON: "Python version", "Python 版本";
    PYTHON_HINT: "Decides at which instructions a thread can lose the GIL, and what they cost.",
        "決定執行緒在哪些指令可能失去 GIL，以及每個指令的耗時。";
    CPYTHON: "CPython {version}", "CPython {version}";
    FREE_THREADED: "{version}, free-threaded: no GIL", "{version} 自由執行緒版（沒有 GIL）";
    NOT_YET_SIMULATED: "{version} cannot be simulated yet", "尚未支援模擬 {version}";
    CORES: "Cores", "核心數";
    CORES_HINT: "Of the simulated computer, not of yours.", "指模擬的電腦，不是你的電腦。";
    N_CORES: "{n} cores", "{n} 核心";
    ONE_CORE: "1 core", "1 核心";
    SWITCH_INTERVAL: "Switch interval", "切換間隔";
    SWITCH_INTERVAL_HINT: "How long a thread waits for the GIL before it asks for it: 5 ms in CPython.",
        "執行緒等 GIL 等多久才開口要；CPython 預設 5 ms。";
    SEED: "Seed", "種子";
    SEED_HINT: "Where chance has a say. The same seed gives the same run, always.",
        "凡有隨機之處都由它決定；同一個種子永遠得到同樣的執行過程。";
    NEW_SEED: "Another seed", "換一個種子";
    SCALE: "Time scale", "時間尺度";
    SCALE_REAL: "Real: instructions take nanoseconds, as measured on CPython", "真實：指令耗時以奈秒計，取自 CPython 實測";
    SCALE_SLOW: "Slow motion: instructions are stretched so that short programs show switches",
        "慢動作：拉長每個指令，短程式也看得到切換";
    SCALE_REAL_SHORT: "real time", "真實尺度";
    SCALE_SLOW_SHORT: "slow motion", "慢動作";
    LATENCY: "Network latency", "網路延遲";
    LATENCY_HINT: "How long the simulated internet takes to answer.", "模擬網路回應所需的時間。";
    LATENCY_FIXED: "Fixed: always the same from the same host", "固定：同一台主機永遠一樣久";
    LATENCY_NORMAL: "Normal: up to 15 % more or less", "一般：上下浮動最多 15%";
    LATENCY_HEAVY_TAIL: "Heavy tail: 1 answer in 20 takes 3.5 times as long or longer", "長尾：每 20 次約有 1 次慢 3.5 倍以上";
    LATENCY_FIXED_SHORT: "fixed latency", "固定延遲";
    LATENCY_HEAVY_TAIL_SHORT: "heavy-tail latency", "長尾延遲";
    MAX_STEPS: "Step limit", "步數上限";
    MAX_STEPS_HINT: "A run that has not ended by then is cut; what it has shown is kept.",
        "到了上限還沒結束就會中斷，已算出的部分會保留。";
    SCHEDULE: "Schedule", "排程";
    SCHEDULE_HINT: "Choices made otherwise than by the seed. Empty: none.", "不由種子決定的選擇；留空表示沒有。";
    CLEAR_SCHEDULE: "Back to the seed's choices", "改回由種子決定";
    STDIN: "Standard input", "標準輸入";
    STDIN_HINT: "What `input()` reads, a line at a time.", "`input()` 會一行一行讀進來的內容。";
    RESET: "Back to the defaults", "還原預設值";
    APPLY: "Apply", "套用";
    CHANGED: "Changed since the last run", "上次執行後有更動";
}
