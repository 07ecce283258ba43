//! The frame: header, editor, buttons, the timeline's own words, and what is shown when there is nothing to show.

use super::catalogue;

catalogue! {
    // Header.
    TAGLINE: "Python concurrency under an explicit GIL", "看得見 GIL 的 Python 併發實驗場";
    TRACE: "Trace", "追蹤";
    COMPARE: "Compare", "比較";
    GUIDE: "Guide", "指南";
    NAVIGATION: "Views", "主要檢視";
    SKIP_TO_CONTENT: "Skip to the content", "跳到主要內容";
    LANGUAGE: "Language", "語言";
    THEME: "Theme", "佈景主題";
    THEME_SYSTEM: "As the system", "跟隨系統";
    THEME_LIGHT: "Light", "淺色";
    THEME_DARK: "Dark", "深色";
    COPY_LINK: "Copy link", "複製連結";
    COPY_LINK_HINT: "A link to this program, its settings and this step", "連結會記住程式、設定與目前這一步";
    LINK_COPIED: "Copied", "已複製";
    HELP: "Help", "說明";
    OPEN_FULL_PAGE: "Open full page", "開啟完整頁面";
    CLOSE: "Close", "關閉";
    DISMISS: "Dismiss", "知道了";
    MORE: "More", "更多";
    ON: "on", "開";
    OFF: "off", "關";
    YES: "yes", "是";
    NO: "no", "否";

    // Editor.
    EDITOR: "Program", "程式";
    EDITOR_LABEL: "Python program", "Python 程式碼";
    EDITOR_TAB_HINT: "Press Escape, then Tab, to leave the editor.", "按 Esc 再按 Tab 可離開編輯器。";
    EXAMPLE: "Example", "範例";
    CHOOSE_EXAMPLE: "Choose an example", "選擇範例";
    OWN_PROGRAM: "Your program", "你的程式";
    EDITED: "{title}, edited", "{title}（已修改）";
    READ_ONLY: "Read only", "唯讀";
    PROBLEMS: "Problems", "問題";
    PROBLEM_AT: "Line {line}, column {column}", "第 {line} 行第 {column} 欄";
    GO_TO_LINE: "Go to line {line}", "跳到第 {line} 行";
    SIMULATE: "Simulate", "模擬";
    RUN_FOR_REAL: "Run for real", "實際執行";
    EXPLORE: "Explore schedules", "探索排程";
    STOP: "Stop", "停止";
    STOPPING: "Stopping…", "停止中…";
    RESIZE_EDITOR: "Resize the editor", "調整編輯器寬度";
    SETTINGS: "Settings", "設定";

    // Panes of a narrow page.
    PANES: "Panes", "窗格";
    PANE_EDITOR: "Program", "程式";
    PANE_TIMELINE: "Timeline", "時間軸";
    PANE_INSPECTOR: "Inspector", "檢視器";

    // Timeline.
    TIMELINE: "Timeline", "時間軸";
    TIMELINE_HELP: "Arrow keys step, W and S zoom, A and D pan, F shows everything, click to move the playhead.",
        "方向鍵逐步，W／S 縮放，A／D 平移，F 看全部，點一下移動播放頭。";
    TIMELINE_DESCRIPTION: "{lanes} lanes over {time}; at the playhead: {now}",
        "共 {lanes} 條軌道，總長 {time}；播放頭所在：{now}";
    LEGEND: "Legend", "圖例";
    GIL_LANE: "GIL", "GIL";
    GIL_OF: "GIL of {process}", "{process} 的 GIL";
    PROCESS: "process {n}", "進程 {n}";
    LANE: "Lane", "軌道";
    FOLD: "Fold {name}", "收合 {name}";
    UNFOLD: "Unfold {name}", "展開 {name}";
    FIT: "Show everything", "顯示全部";
    ZOOM_IN: "Zoom in", "放大";
    ZOOM_OUT: "Zoom out", "縮小";
    MINIMAP: "Overview of the whole run", "整段執行的縮圖";
    RULER_TIME: "time", "時間";
    RULER_STEPS: "steps", "步";
    SIMULATED: "Simulated", "模擬";
    MEASURED: "Measured", "實測";
    SIMULATED_LANES: "Simulated, virtual time", "模擬結果（虛擬時間）";
    MEASURED_LANES: "Measured here, real time", "在這台電腦實測（真實時間）";
    SHOW_SIMULATED: "Show the simulated run", "顯示模擬結果";
    SHOW_MEASURED: "Show the measured run", "顯示實測結果";
    STALE: "This picture is of the program before your changes. Simulate again to renew it.",
        "這是修改前的結果；再按一次「模擬」即可更新。";
    NARRATION: "What happens at this step", "這一步發生了什麼";

    // Empty and loading.
    NO_RUN_TITLE: "No run yet", "尚未執行";
    NO_RUN: "Press Simulate to see who holds the GIL and why everyone else waits.",
        "按下「模擬」，看看誰持有 GIL，其他人又為什麼在等。";
    LOADING_ENGINE: "Loading the engine…", "正在載入引擎…";
    STARTING: "Starting…", "啟動中…";
    SIMULATING: "Simulating: {steps} steps so far", "模擬中：目前 {steps} 步";
    SIMULATING_PERCENT: "Simulating: {percent} %, {steps} steps", "模擬中：{percent} %，{steps} 步";
    RUNNING_FOR_REAL: "Running for real…", "實際執行中…";
    FINISHED_RUN: "Done: {steps} steps in {time}", "完成：{steps} 步，{time}";
    STOPPED_RUN: "Stopped. What was computed so far is kept.", "已停止，算到這裡的結果都保留著。";
    REJECTED_RUN: "The program does not compile; the picture is the one before.", "程式無法編譯；畫面仍是上一次的結果。";
    TOO_NARROW: "There is more to see in a wider window.", "視窗再寬一點可以看到更多。";
    NO_SCRIPT: "Pylanes runs in your browser and needs JavaScript.", "Pylanes 在瀏覽器裡執行，需要開啟 JavaScript。";
    NO_WASM: "Pylanes needs WebAssembly, which this browser does not have.", "Pylanes 需要 WebAssembly，這個瀏覽器不支援。";
    PRIVACY: "Your code stays in this page: no account, no cookies, nothing is sent anywhere.",
        "程式碼只留在這個頁面：不必登入、沒有 Cookie，也不會傳到任何地方。";
}
