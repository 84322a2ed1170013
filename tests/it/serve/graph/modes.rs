//! How a request says whether it writes: what is misspelt never lets it.

use super::{Names, Server, refused};
use crate::serve::wire::{ask, request};

const USER: &str = "00000000-0000-0000-0000-00000000a004";

#[test]
fn a_misspelt_dry_run_writes_nothing() {
    let server = Server::start("graph-modes", &["--allow-apply"]);
    let names = Names::of(&server);
    let path = names.at("/provisionOnDemand");
    for (query, said) in [
        ("?mod=what-if", "Did you mean 'mode'?"),
        ("?dryRun=true", "It takes 'generation' and 'mode'."),
        ("?mode=whatif", "neither `what-if` nor `apply`"),
        ("?mode=", "neither `what-if` nor `apply`"),
        ("?mode", "neither `what-if` nor `apply`"),
        ("?$mode=what-if", "Query option '$mode' is not allowed"),
        ("?Mode=whatif", "neither `what-if` nor `apply`"),
        ("?mode=apply&mode=what-if", "said in two ways"),
        ("?mode=apply&MODE=what-if", "said in two ways"),
        ("?generations=2", "Did you mean 'generation'?"),
        ("?generation=two", "neither 1 nor 2"),
        ("?=what-if", "It takes 'generation' and 'mode'."),
    ] {
        let answer = server.post(&format!("{path}{query}"), &names.user(USER));
        assert_eq!(refused(&answer, 400), "BadRequest", "{query}");
        assert!(answer.text.contains(said), "{query}: {}", answer.text);
    }
    let body = names.user(USER).to_string();
    let line = format!("POST {path}");
    for headers in [
        "attrflow-mode: dry\r\n",
        "attrflow-mode: what\u{2011}if\r\n",
        "attrflow-mode:\r\n",
        "attrflow-mode: apply\r\nattrflow-mode: what-if\r\n",
        "attrflow-generation: zwei\r\n",
        "attrflow-generation: zw\u{f6}lf\r\n",
        "attrflow-mod: what-if\r\n",
        "attrflow-dry-run: true\r\n",
    ] {
        let heard = ask(&server, request(&server, &line, headers, &body)).unwrap();
        assert_eq!(heard.status, 400, "{headers}: {}", heard.text());
    }
    let heard = ask(
        &server,
        request(
            &server,
            &format!("{line}?mode=apply"),
            "attrflow-mode: what-if\r\n",
            &body,
        ),
    );
    assert_eq!(heard.unwrap().status, 400);
    assert!(!server.scratch.folder.join(".attrflow").exists());
    // Names are read without regard to case, and so are words.
    for (query, headers) in [
        ("?Mode=What-If", ""),
        ("", "Attrflow-MODE: WHAT-IF\r\n"),
        ("?mode=what-if", "attrflow-mode: what-if\r\n"),
    ] {
        let line = format!("{line}{query}");
        let heard = ask(&server, request(&server, &line, headers, &body)).unwrap();
        assert_eq!(heard.status, 200, "{}", heard.text());
        assert!(heard.head.contains("attrflow-mode: what-if"), "{query}");
    }
    assert!(!server.scratch.folder.join(".attrflow").exists());
}
