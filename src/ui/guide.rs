use super::Send;
use crate::view::View;
use yew::prelude::*;
pub fn guide(_view: &View, _send: &Send) -> Html {
    html! {}
}
