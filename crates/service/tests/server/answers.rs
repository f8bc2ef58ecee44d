//! Every call with every status.

use serde_json::json;

use crate::client::{raw, request};
use crate::engine::{RISK, Running};

#[test]
fn the_six_keys_are_those_of_the_vendor_under_the_token_of_whoever_asks() {
    let server = Running::new();
    let token = server.token("acme");
    assert_eq!(server.get(&token).status, 404);
    assert!(server.get(&token).problem().contains("POST"));
    let answer = server.post(&token);
    let expected = json!({
        "channel": token, "lastUpdateDate": "5/20/2024", "lifeTime": 2, "riskFactor": 2, "riskFactorChats": 3, "riskFactorContacts": 1
    });
    assert_eq!((answer.status, answer.json()), (200, expected));
    let keys =
        ["channel", "lastUpdateDate", "lifeTime", "riskFactor", "riskFactorChats", "riskFactorContacts"];
    let places: Vec<usize> =
        keys.iter().map(|key| answer.body.find(&format!("\"{key}\":")).unwrap()).collect();
    assert!(places.is_sorted());
    assert_eq!(answer.header("content-type"), Some("application/json"));
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(server.get(&token).body, answer.body);
    assert_eq!(server.ask("GET", "/services/riskOfBlocking?a=b", Some(&token)).body, answer.body);
    let head = server.ask("HEAD", RISK, Some(&token));
    assert_eq!((head.status, head.header("content-length")), (200, Some(&*answer.body.len().to_string())));
}

#[test]
fn without_a_token_that_is_accepted_there_is_a_challenge() {
    let server = Running::new();
    for path in [RISK, "/channels/acme/report", "/channels/acme/history", "/metrics"] {
        for token in [None, Some("smt_wrong"), Some("a b"), Some("\u{1}")] {
            let answer = server.ask("GET", path, token);
            if token == Some("\u{1}") {
                assert_eq!(answer.status, 400, "this is not HTTP");
                continue;
            }
            assert_eq!(answer.status, 401, "{path}");
            assert!(answer.header("www-authenticate").unwrap().starts_with("Bearer realm"));
            assert!(!answer.problem().is_empty());
        }
    }
    let basic = b"POST /services/riskOfBlocking HTTP/1.1\r\nHost: a\r\nAuthorization: Basic YTpi\r\nContent-Length: 0\r\n\r\n";
    assert_eq!(raw(server.address, basic).status, 401);
}

#[test]
fn other_methods_are_told_which_there_are() {
    let server = Running::new();
    let token = server.token("acme");
    for method in ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "SMT_SECRET"] {
        let answer = server.ask(method, RISK, Some(&token));
        assert_eq!(answer.status, 405, "{method}");
        let allowed: Vec<&str> = answer.header("allow").unwrap().split(',').collect();
        assert_eq!(allowed, ["GET", "HEAD", "POST"]);
        assert!(answer.problem().contains("Allow"));
    }
    assert_eq!(server.ask("POST", "/healthz", None).header("allow"), Some("GET,HEAD"));
}

#[test]
fn unknown_paths_are_said_to_be_unknown() {
    let server = Running::new();
    for path in ["/", "/services", "/services/riskOfBlocking/", "/channels/acme", "/%ff", "/a?b=c"] {
        let answer = server.ask("GET", path, None);
        assert_eq!(answer.status, 404, "{path}");
        assert!(answer.problem().contains("/openapi.json"));
    }
}

#[test]
fn a_page_is_for_looking_at_and_for_nothing_else() {
    let server = Running::new();
    let token = server.token("acme");
    let page = server.ask("GET", "/channels/acme/report", Some(&token));
    assert_eq!((page.status, &*page.body), (200, "<!DOCTYPE html><title>acme</title>"));
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
    assert!(page.header("content-security-policy").unwrap().contains("frame-ancestors 'none'"));
    assert_eq!(page.header("x-frame-options"), Some("DENY"));
    assert_eq!(page.header("cache-control"), Some("no-store"));
    let unheard = server.ask("GET", "/channels/unheard-of/report", Some(&server.admin()));
    assert_eq!((unheard.status, &*unheard.problem()), (404, "there are no exports of this channel"));
}

#[test]
fn the_past_is_what_was_saved() {
    let server = Running::new();
    let (token, admin) = (server.token("acme"), server.admin());
    assert_eq!(server.ask("GET", "/channels/acme/history", Some(&token)).status, 404);
    server.post(&token);
    server.set_clock(crate::engine::NOON + 86_400);
    server.post(&token);
    let past = server.ask("GET", "/channels/acme/history", Some(&token)).json();
    let dates: Vec<&str> = past.as_array().unwrap().iter().map(|one| one["asOf"].as_str().unwrap()).collect();
    assert_eq!(dates, ["2024-05-20T12:00:00Z", "2024-05-21T12:00:00Z"]);
    assert_eq!(past[0]["score"]["channel"], "acme");
    assert_eq!(past[0]["savedAt"], "2024-05-20T12:00:00Z");
    assert!(!past.to_string().contains(&token));
    assert_eq!(server.ask("GET", "/channels/acme/history", Some(&admin)).json(), past);
    assert_eq!(server.ask("GET", "/channels/%61cme/history", Some(&admin)).json(), past);
}

#[test]
fn health_and_description_are_for_everybody() {
    let server = Running::new();
    assert_eq!(server.ask("GET", "/healthz", None).json(), json!({"status": "ok"}));
    let description = server.ask("GET", "/openapi.json", None).json();
    let paths: Vec<&String> = description["paths"].as_object().unwrap().keys().collect();
    assert_eq!(paths.len(), 6);
    for (path, calls) in description["paths"].as_object().unwrap() {
        for method in calls.as_object().unwrap().keys() {
            let asked = request(&method.to_uppercase(), &path.replace("{name}", "acme"), None);
            let status = raw(server.address, &asked).status;
            let is_open = path == "/healthz" || path == "/openapi.json";
            assert_eq!(status, if is_open { 200 } else { 401 }, "{method} {path}");
            assert!(calls[method]["responses"][status.to_string()].is_object(), "{method} {path}");
        }
    }
}
