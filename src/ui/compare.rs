use super::Send;
use crate::view::View;
use yew::prelude::*;
pub fn compare(_view: &View, _show_busy: bool, _send: &Send) -> Html {
    html! {}
}
