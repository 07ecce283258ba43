//! The few things of the browser that many parts need, without ceremony: what is missing is `None`.

use js_sys::Reflect;
use wasm_bindgen::prelude::*;
use web_sys::{Document, Element, Storage, Window};

pub fn window() -> Window {
    web_sys::window().unwrap_or_else(|| JsValue::UNDEFINED.unchecked_into())
}

pub fn document() -> Option<Document> {
    window().document()
}

pub fn by_id(id: &str) -> Option<Element> {
    document()?.get_element_by_id(id)
}

/// The root element, which carries language, theme and widths.
pub fn root() -> Option<Element> {
    document()?.document_element()
}

/// Refused in some frames and private windows.
pub fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

pub fn get(object: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(object, &JsValue::from_str(name)).ok().filter(|value| !value.is_undefined() && !value.is_null())
}

pub fn set(object: &JsValue, name: &str, value: &JsValue) {
    // Plain objects of our own take every property.
    let _ = Reflect::set(object, &JsValue::from_str(name), value);
}

/// Calls a method of an object, if it is there.
pub fn call(object: &JsValue, name: &str, arguments: &[JsValue]) -> Option<JsValue> {
    let method: js_sys::Function = get(object, name)?.dyn_into().ok()?;
    method.apply(object, &arguments.iter().collect::<js_sys::Array>()).ok()
}

/// `window.pylanes`, which `www/page.js` has put there.
pub fn pylanes() -> JsValue {
    get(&window(), "pylanes").unwrap_or_default()
}

pub fn is_mac() -> bool {
    window().navigator().platform().is_ok_and(|name| name.starts_with("Mac") || name.starts_with("iP"))
}
