//! The demo, a channel of realistic size, against what its generator knows about it.

use serde_json::Value;

use crate::differences::differences;
use crate::support::{fixtures, full_view, run, stdout};

#[test]
fn the_demo_scores_as_its_generator_planned() {
    let truth = std::fs::read(fixtures().join("demo.truth.json")).unwrap();
    let truth: Value = serde_json::from_slice(&truth).unwrap();
    let mut found = Vec::new();
    differences("demo", &truth, &full_view(&fixtures(), &["demo"]), &mut found);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn the_clock_does_not_matter() {
    // Nothing in the vendor's line but the newest touch dates it: the files say 2024, whatever year it is.
    let line = stdout(&run(&fixtures(), &["score", "demo"]));
    assert_eq!(
        line,
        "{\"channel\":\"demo\",\"lastUpdateDate\":\"5/20/2024\",\"lifeTime\":3,\"riskFactor\":2,\
         \"riskFactorChats\":2,\"riskFactorContacts\":2}\n"
    );
}
