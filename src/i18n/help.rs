//! The help sheet, the command palette and what each key does.

use super::catalogue;

catalogue! {
    TITLE: "Keys and help", "快捷鍵與說明";
    KEYS: "Keys", "快捷鍵";
    MOUSE: "Mouse and touch", "滑鼠與觸控";
    COMMANDS: "Commands", "指令";
    COMMAND_HINT: "Type what you want to do", "輸入想做的事";
    NO_COMMAND: "No command has that in its name.", "沒有符合的指令。";
    KEY: "Key", "按鍵";
    DOES: "What it does", "作用";
    STEP_FORWARD: "One step forward", "前進一步";
    STEP_BACK: "One step back", "後退一步";
    SWITCH_FORWARD: "To the next switch", "到下一次切換";
    SWITCH_BACK: "To the previous switch", "到上一次切換";
    LINE_FORWARD: "To the next line of this lane", "到這條軌道的下一行";
    LINE_BACK: "To the previous line of this lane", "到這條軌道的上一行";
    TO_START: "To the start", "到開頭";
    TO_END: "To the end", "到結尾";
    PLAY_PAUSE: "Play or pause", "播放或暫停";
    FOLLOW_LANE: "Follow the lane of that number", "跟著該編號的軌道";
    ZOOM_IN: "Zoom in", "放大";
    ZOOM_OUT: "Zoom out", "縮小";
    PAN_LEFT: "Move left", "左移";
    PAN_RIGHT: "Move right", "右移";
    FIT: "Show the whole run", "顯示整段執行";
    SIMULATE: "Simulate", "模擬";
    RUN_FOR_REAL: "Run for real", "實際執行";
    STOP: "Stop what runs", "停止執行";
    COPY_LINK: "Copy a link to this step", "複製這一步的連結";
    OPEN_COMMANDS: "All commands", "所有指令";
    OPEN_HELP: "This help", "開啟這份說明";
    LEAVE_EDITOR: "Leave the editor with the next Tab", "下一次按 Tab 離開編輯器";
    SPACE_KEY: "Space", "空白鍵";
    MOUSE_CLICK: "Click on the timeline moves the playhead; click on a slice selects it.",
        "點時間軸移動播放頭；點片段可選取。";
    MOUSE_WHEEL: "The wheel zooms at the pointer, dragging moves the picture, a double click shows everything.",
        "滾輪以游標為中心縮放，拖曳平移，雙擊顯示全部。";
    TOUCH: "Two fingers zoom, one moves.", "雙指縮放，單指平移。";
    ABOUT: "Pylanes simulates Python threads, processes and tasks under an explicit GIL, in virtual time: the same program, settings and seed always give the same run.",
        "Pylanes 在虛擬時間中模擬 Python 的執行緒、進程與任務，並讓 GIL 現形：相同的程式、設定與種子，永遠得到相同的過程。";
    ABOUT_REAL: "Run for real executes the program on your computer's cores and shows what was measured.",
        "「實際執行」會在你電腦的核心上真的跑一遍，並顯示量到的結果。";
}
