//! Guide: which model for your work, as a short form; then how each model works. Every statement opens a program in Trace.
//! The table of the three models is here too, for Compare shows it as well.

use yew::prelude::*;

use crate::compare::decision::{Answer, Given, Question, recommend};
use crate::i18n::{Language, Phrase, decision as words, guide as texts, summary as table};
use crate::view::decide::{self, Shown};
use crate::view::guide::{CHAPTERS, Chapter, Claim, MYTHS, Section};
use crate::view::{Action, View, examples, summary as model};

use super::Send;
use super::text::prose;

pub fn guide(view: &View, send: &Send) -> Html {
    let language = view.language;
    html! {
        <div class="wrap guide" style="max-width: 1100px">
            <div><h1>{ texts::TITLE.text(language) }</h1><p class="lead">{ texts::INTRO.text(language) }</p></div>
            <Decide {language} send={send.clone()} />
            { summary(language, send) }
            { for CHAPTERS.iter().map(|it| chapter(language, it, send)) }
            { myths(language, send) }
        </div>
    }
}

/// A button that opens an example in Trace.
fn show_me(language: Language, example: &'static str, send: &Send) -> Html {
    let Some(it) = examples::find(example) else { return Html::default() };
    let onclick = send.reform(move |_| Action::OpenProgram(Box::new(it.program())));
    let title = texts::SHOW_ME_TITLE.fill(language, &[("title", it.title.text(language))]);
    html! { <button type="button" class="linkish" {onclick} {title}>{ texts::SHOW_ME.text(language) }</button> }
}

fn chapter(language: Language, chapter: &'static Chapter, send: &Send) -> Html {
    let class = if chapter.sections.len() > 1 { "pairs" } else { "" };
    html! {
        <section class="box" id={chapter.id}>
            <h2>{ chapter.title.text(language) }</h2>
            if let Some(lead) = chapter.lead { <p class="lead">{ prose(lead.text(language)) }</p> }
            <div {class}>{ for chapter.sections.iter().map(|it| section(language, it, send)) }</div>
        </section>
    }
}

fn section(language: Language, section: &'static Section, send: &Send) -> Html {
    html! {
        <div>
            if let Some(title) = section.title { <h3>{ title.text(language) }</h3> }
            <ul>{ for section.claims.iter().map(|it| claim(language, it, send)) }</ul>
        </div>
    }
}

fn claim(language: Language, claim: &'static Claim, send: &Send) -> Html {
    html! { <li>{ prose(claim.text.text(language)) }{ " " }{ show_me(language, claim.example, send) }</li> }
}

fn myths(language: Language, send: &Send) -> Html {
    let rows = MYTHS.iter().map(|it| {
        html! {
            <div><dt>{ prose(it.said.text(language)) }</dt><dd>{ prose(it.exactly.text(language)) }{ " " }{ show_me(language, it.example, send) }</dd></div>
        }
    });
    html! {
        <section class="box" id="myths">
            <h2>{ texts::MYTHS.text(language) }</h2>
            <p class="lead">{ texts::MYTHS_LEAD.text(language) }</p>
            <dl class="myths">{ for rows }</dl>
        </section>
    }
}

/// The table of the three models; every cell opens a program.
pub fn summary(language: Language, send: &Send) -> Html {
    let cell = |it: &'static model::Cell| {
        html! { <td>{ prose(it.text.text(language)) }{ " " }{ show_me(language, it.example, send) }</td> }
    };
    let rows = model::ROWS.iter().map(|row| {
        html! { <tr><th scope="row">{ row.aspect.text(language) }</th>{ for row.cells.iter().map(cell) }</tr> }
    });
    let heads = model::MODELS.iter().map(|it| html! { <th scope="col">{ prose(it.text(language)) }</th> });
    html! {
        <section class="box" id="summary">
            <h2>{ table::TITLE.text(language) }</h2>
            <div class="scroll-x" tabindex="0" role="region" aria-label={table::TITLE.text(language)}>
                <table class="facts"><thead><tr><th scope="col">{ table::ASPECT.text(language) }</th>{ for heads }</tr></thead><tbody>{ for rows }</tbody></table>
            </div>
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct DecideProps {
    language: Language,
    send: Send,
}

/// The form: the questions that matter, one after another, and the recommendation.
#[component]
fn Decide(props: &DecideProps) -> Html {
    let given = use_state(Given::default);
    let language = props.language;
    let open = given.next();
    let shown = given.questions().into_iter().filter(|it| given.of(*it).is_some() || Some(*it) == open);
    let answer = {
        let given = given.clone();
        Callback::from(move |answer: Answer| {
            let mut next = *given;
            next.answer(answer);
            given.set(next);
        })
    };
    let start_over = {
        let given = given.clone();
        Callback::from(move |_: MouseEvent| given.set(Given::default()))
    };
    html! {
        <section class="box ask" id="decide">
            <div><h2>{ words::TITLE.text(language) }</h2><p class="lead">{ words::INTRO.text(language) }</p></div>
            { for shown.map(|it| question(props, it, given.of(it), &answer)) }
            <div aria-live="polite">{ advice(props, &given) }</div>
            if given.work.is_some() {
                <div><button type="button" class="button" onclick={start_over}>{ words::START_OVER.text(language) }</button></div>
            }
        </section>
    }
}

fn question(props: &DecideProps, question: Question, given: Option<Answer>, on_answer: &Callback<Answer>) -> Html {
    let language = props.language;
    let (asks, hint) = decide::question(question);
    let options = question.options().into_iter().map(|option| {
        let Shown { text, example } = decide::answer(option);
        let choose = on_answer.reform(move |_: Event| option);
        let is_chosen = given == Some(option);
        html! {
            <span>
                <label><input type="radio" name={format!("{question:?}")} checked={is_chosen} onchange={choose} />{ prose(text.text(language)) }</label>
                if is_chosen { { " " }{ show_me(language, example, &props.send) } }
            </span>
        }
    });
    html! {
        <fieldset key={format!("{question:?}")}>
            <legend>{ asks.text(language) }</legend>
            <div class="choices">{ for options }</div>
            <p class="hint">{ prose(hint.text(language)) }</p>
        </fieldset>
    }
}

fn advice(props: &DecideProps, given: &Given) -> Html {
    let Some(answers) = given.complete() else { return Html::default() };
    let language = props.language;
    let told = recommend(&answers);
    let choice = decide::choice(told.choice);
    let list = |title: Phrase, items: Vec<Html>| {
        (!items.is_empty()).then(|| html! { <div><h3>{ title.text(language) }</h3><ul>{ for items }</ul></div> })
    };
    let shown = |it: Shown| html! { <li>{ prose(it.text.text(language)) }{ " " }{ show_me(language, it.example, &props.send) }</li> };
    let plain = |it: Phrase| html! { <li>{ prose(it.text(language)) }</li> };
    html! {
        <div class="advice">
            <h2>{ prose(&words::USE.fill(language, &[("choice", choice.name.text(language))])) }</h2>
            <p>{ prose(choice.says.text(language)) }{ " " }{ show_me(language, choice.example, &props.send) }</p>
            { list(words::WHY, told.reasons.iter().map(|&it| shown(decide::reason(it))).collect()) }
            { list(words::MIND, told.caveats.iter().map(|&it| shown(decide::caveat(it))).collect()) }
            { list(words::TURNS, told.turns.iter().map(|&it| plain(decide::turn(it))).collect()) }
        </div>
    }
}
