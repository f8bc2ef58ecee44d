//! Nobody ever sees what is not theirs.

use meter_service::Database;
use meter_service::tokens::{Revocation, TokenId};
use proptest::prelude::{ProptestConfig, any, prop, proptest};

use crate::client::Answer;
use crate::engine::{NOON, RISK, Running, eventually, rating};

#[test]
fn a_revoked_token_is_refused_within_a_second() {
    let server = Running::new();
    let (token, other) = (server.token("acme"), server.token("acme"));
    assert_eq!(server.post(&token).status, 200);
    Database::open(&server.path).unwrap().revoke(&Revocation::Id(TokenId(1)), NOON).unwrap();
    eventually(|| server.post(&token).status == 401);
    assert!(server.post(&token).problem().contains("revoked"));
    assert_eq!(server.post(&other).status, 200);
}

#[test]
fn an_admin_has_no_channel_and_may_see_all() {
    let server = Running::new();
    let (token, admin) = (server.token("acme"), server.admin());
    server.post(&token);
    for method in ["GET", "POST"] {
        let answer = server.ask(method, RISK, Some(&admin));
        assert_eq!(answer.status, 403);
        assert!(answer.problem().contains("admin"));
    }
    assert_eq!(server.ask("GET", "/channels/acme/history", Some(&admin)).status, 200);
    assert_eq!(server.ask("GET", "/channels/acme/report", Some(&admin)).status, 200);
    assert_eq!(server.ask("GET", "/channels/nobody/history", Some(&admin)).status, 404);
    assert_eq!(server.ask("GET", "/channels/%ff/history", Some(&admin)).status, 404);
    assert_eq!(server.ask("GET", "/metrics", Some(&admin)).status, 200);
    assert_eq!(server.ask("GET", "/metrics", Some(&token)).status, 403);
}

#[test]
fn whether_another_channel_exists_cannot_be_told() {
    let server = Running::new();
    let (acme, zeta) = (server.token("acme"), server.token("zeta"));
    server.post(&zeta);
    for what in ["report", "history"] {
        let there = server.ask("GET", &format!("/channels/zeta/{what}"), Some(&acme));
        assert_eq!(there.status, 403);
        for name in ["nobody", "acme%2f", "..%2fzeta", "%ff", "ACME"] {
            let answer = server.ask("GET", &format!("/channels/{name}/{what}"), Some(&acme));
            assert_eq!((answer.status, answer.body), (403, there.body.clone()), "{name}");
        }
    }
}

/// What an answer must be for a token of `own`, whatever was asked.
fn check(own: &str, token: &str, others: &[String], answer: &Answer) {
    for other in others.iter().filter(|other| *other != token) {
        assert!(!answer.body.contains(other.as_str()) && !answer.head.contains(other.as_str()));
    }
    if answer.status == 200 && answer.body.contains("lifeTime") {
        let json = answer.json();
        let score = json.get(0).map_or(&json, |first| &first["score"]);
        assert_eq!(score["lifeTime"], u8::from(rating(own)));
        assert!([token, own].contains(&score["channel"].as_str().unwrap()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_order_of_calls_shows_another_channels_data(
        calls in prop::collection::vec((0..3_usize, 0..3_usize, 0..5_usize, any::<bool>()), 1..30)
    ) {
        let server = Running::new();
        let names = ["a", "bb", "ccc"];
        let tokens = names.map(|name| server.token(name)).to_vec();
        let mut now = NOON;
        for (who, about, what, later) in calls {
            if later {
                now += 40_000;
                server.set_clock(now);
            }
            let (token, name) = (&tokens[who], names[about]);
            let answer = match what {
                0 => server.post(token),
                1 => server.get(token),
                2 => server.ask("GET", &format!("/channels/{name}/history"), Some(token)),
                3 => server.ask("GET", &format!("/channels/{name}/report"), Some(token)),
                _ => server.ask("GET", "/metrics", Some(token)),
            };
            check(names[who], token, &tokens, &answer);
            if what == 2 || what == 3 {
                assert_eq!(answer.status == 403, who != about);
            }
        }
    }
}
