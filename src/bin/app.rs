//! The page (Yew), on the browser's main thread.

#[cfg(target_arch = "wasm32")]
mod page {
    use yew::prelude::*;

    #[component]
    pub fn App() -> Html {
        html! { <h1>{ "Pylanes" }</h1> }
    }
}

fn main() {
    #[cfg(target_arch = "wasm32")]
    yew::Renderer::<page::App>::new().render();
}
