//! Tokens: what is accepted, what is not, and what is kept.

use std::fs;

use meter_service::Database;
use meter_service::tokens::{Authority, Revocation, Scope, Token, TokenId};

use crate::support::database;

const NOW: i64 = 1_716_300_000;

fn acme() -> Scope {
    Scope::Channel("acme".to_owned())
}

fn authority(database: &Database) -> Authority {
    Authority::of(&database.tokens().unwrap())
}

#[test]
fn each_token_opens_its_own_scope() {
    let (_folder, database) = database();
    let scopes = [acme(), Scope::Admin, Scope::Channel(String::new()), acme()];
    let tokens = scopes.clone().map(|scope| database.add_token(&scope, NOW).unwrap());
    let authority = authority(&database);
    assert_eq!(authority.len(), 4);
    for ((_, token), scope) in tokens.iter().zip(&scopes) {
        assert_eq!(authority.scope_of(&token.to_string()), Some(scope));
    }
}

#[test]
fn nothing_but_the_whole_token_opens_anything() {
    let (_folder, database) = database();
    let (_, token) = database.add_token(&Scope::Admin, NOW).unwrap();
    let authority = authority(&database);
    let token = token.to_string();
    let other = Token::new().unwrap().to_string();
    let bare = token.trim_start_matches("smt_");
    let wrong =
        ["", "smt_", &other, bare, &token[..token.len() - 1], &format!("{token}A"), &format!(" {token}")];
    for wrong in wrong.into_iter().chain([token.to_uppercase().as_str(), "\0"]) {
        assert_eq!(authority.scope_of(wrong), None, "{wrong:?}");
    }
    for place in 0..token.len() {
        let mut changed = token.clone().into_bytes();
        changed[place] ^= 1;
        assert_eq!(authority.scope_of(&String::from_utf8(changed).unwrap()), None, "{place}");
    }
    // The hash is in the file, so it must not open anything either.
    let hash = database.tokens().unwrap()[0].hash;
    assert_eq!(authority.scope_of(&format!("{hash:?}")), None);
    assert_eq!(Authority::default().scope_of(&token), None);
    assert!(Authority::default().is_empty());
}

#[test]
fn tokens_are_long_random_and_fit_for_a_header() {
    let tokens: Vec<String> = (0..100).map(|_| Token::new().unwrap().to_string()).collect();
    for (index, token) in tokens.iter().enumerate() {
        assert!(token.starts_with("smt_") && token.len() == 4 + 43, "{token}");
        assert!(token.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'));
        assert!(!tokens[..index].contains(token));
    }
}

#[test]
fn a_revoked_token_is_refused_and_the_others_are_not() {
    let (_folder, database) = database();
    let [one, other, third, admin] = [acme(), acme(), Scope::Channel("zeta".to_owned()), Scope::Admin]
        .map(|scope| database.add_token(&scope, NOW).unwrap());
    let accepted = || {
        let authority = authority(&database);
        [&one, &other, &third, &admin].map(|(_, token)| authority.scope_of(&token.to_string()).is_some())
    };
    let revoke = |which| database.revoke(&which, NOW + 1).unwrap();
    assert_eq!(revoke(Revocation::Id(one.0)).len(), 1);
    assert_eq!(accepted(), [false, true, true, true]);
    assert_eq!(revoke(Revocation::Id(one.0)), [], "once");
    let revoked = revoke(Revocation::Channel("acme".to_owned()));
    assert_eq!(
        revoked.iter().map(|token| (token.id, token.revoked_at)).collect::<Vec<_>>(),
        [(other.0, Some(NOW + 1))]
    );
    assert_eq!(accepted(), [false, false, true, true]);
    assert_eq!(revoke(Revocation::Channel("nobody".to_owned())), []);
    assert_eq!(revoke(Revocation::Id(TokenId(99))), []);
    let rows = database.tokens().unwrap();
    assert_eq!(rows.iter().map(|row| row.id).collect::<Vec<_>>(), [one.0, other.0, third.0, admin.0]);
    assert!(rows.iter().all(|row| row.added_at == NOW));
}

#[test]
fn a_token_is_in_no_file_and_in_no_log() {
    let (folder, database) = database();
    let (_, token) = database.add_token(&acme(), NOW).unwrap();
    let secret = token.to_string();
    assert_eq!(format!("{token:?}"), "Token(…)");
    for file in fs::read_dir(folder.path()).unwrap() {
        let path = file.unwrap().path();
        let bytes = fs::read(&path).unwrap();
        // Not even a part of it, as text or as bits.
        for part in [&secret.as_bytes()[4..16], &secret.as_bytes()[30..]] {
            assert!(!bytes.windows(part.len()).any(|window| window == part), "{}", path.display());
        }
    }
}
