//! The transport bar: stepping, playing, where the playhead is.

use super::catalogue;

catalogue! {
    TRANSPORT: "Playback", "播放控制";
    TO_START: "To the start", "回到開頭";
    STEP_BACK: "Back one step", "上一步";
    PLAY: "Play", "播放";
    PAUSE: "Pause", "暫停";
    STEP_FORWARD: "Forward one step", "下一步";
    TO_END: "To the end", "跳到結尾";
    STEP_BY: "step by", "每步以";
    UNIT: "Step by", "步進單位";
    UNIT_SWITCH: "switch", "切換";
    UNIT_LINE: "line", "行";
    UNIT_INSTRUCTION: "instruction", "指令";
    SPEED: "Speed", "速度";
    SPEED_TIMES: "{n}× speed", "{n} 倍速";
    SPEED_TIMES_SHORT: "{n}×", "{n}×";
    POSITION: "step {step} of {steps}", "第 {step} 步，共 {steps} 步";
    TIME: "t = {time}", "t = {time}";
    SEEK: "Position in the run", "執行位置";
    AT_START: "This is the start of the run.", "這裡是執行的開頭。";
    AT_END: "This is the end of the run.", "這裡是執行的結尾。";
    FOLLOWING: "Lines step along {lane}", "以 {lane} 的行為單位前進";
    FOLLOW: "Follow {lane}", "跟著 {lane}";
    UNFOLLOW: "Follow whoever runs", "跟著正在執行的人";
}
