//! Whatever the size of its blocks, a file says what it says when it is read in order.

use proptest::prelude::*;

use super::super::FORMAT;
use super::laws::DOCUMENTS;
use crate::blocks::agreement;
use crate::source::Hints;

/// Messages as they come, and as they hardly ever come: each must be taken in, or rejected, alike by both ways of reading.
const MESSAGES: [&str; 27] = [
    r#"{"id":"a1","from_me":true,"type":"text","chat_id":"447700900101@s.whatsapp.net","timestamp":1716038120,"source":"api","status":"read","text":{"body":"It is £25."},"from":"447700900100","from_name":"Shop"}"#,
    r#"{"id":"a2","from_me":false,"type":"text","chat_id":"447700900101@s.whatsapp.net","timestamp":1716038121,"text":{"body":"\u00e9\n\"quoted\" },{\"id\":\"x\",\"from_me\":"},"from":"447700900101"}"#,
    r#"{"id":"a3","from_me":false,"type":"image","chat_id":"447700900102","timestamp":"1716038122","image":{"caption":"look","mime_type":"image/jpeg"}}"#,
    r#"{"id":"a4","from_me":true,"type":"image","chat_id":"447700900102@c.us","timestamp":1716038123000,"image":{"body":"","caption":"look"},"status":"failed"}"#,
    r#"{"id":"a5","from_me":true,"type":"call","chat_id":"447700900103@s.whatsapp.net","timestamp":1716038124}"#,
    r#"{"id":"a6","from_me":true,"type":"action","action":{"type":"reaction"},"chat_id":"447700900103","timestamp":1716038125}"#,
    r#"{"id":"a7","from_me":true,"type":"story","chat_id":"447700900103","timestamp":1716038126}"#,
    r#"{"id":"a8","from_me":false,"type":"system","chat_id":"rubbish","timestamp":"never"}"#,
    r#"{"id":"a9","from_me":false,"type":"text","chat_id":"rubbish","timestamp":1716038127}"#,
    r#"{"id":"b1","from_me":"true","type":"text","chat_id":"447700900104","timestamp":1716038128,"text":{"body":"a"}}"#,
    r#"{"id":"b2","from_me":1,"type":"text","chat_id":447700900104,"timestamp":1716038129}"#,
    r#"{"id":"b3","from_me":true,"chat_id":"447700900104","timestamp":1716038130}"#,
    r#"{"id":"b4","from_me":true,"type":"text","chat_id":"447700900104"}"#,
    r#"{"id":"b5","from_me":true,"type":"text","chat_id":"447700900104","timestamp":5}"#,
    r#"{"id":"","from_me":true,"type":"text","chat_id":"447700900104","timestamp":1716038131,"text":{"body":"no id"}}"#,
    r#"{"id":17,"from_me":true,"type":"text","chat_id":"447700900104","timestamp":1716038132}"#,
    r#"{"id":"c1","id":"c2","from_me":true,"type":"text","chat_id":"447700900104","timestamp":1716038133}"#,
    r#"{"id":"c3","from_me":true,"type":"text","text":{"body":"one"},"text":"two","chat_id":"447700900104","timestamp":1716038134}"#,
    r#"{"id":"c4","from_me":true,"type":"text","text":"two","text":{"body":"one"},"chat_id":"447700900104","timestamp":1716038135}"#,
    r#"{"id":"c5","from_me":true,"type":"text","text":{"body":"one"},"text":{"body":"two"},"chat_id":"447700900104","timestamp":1716038136}"#,
    r#"{"id":"c6","from_me":true,"type":"text","text":{"body":7,"caption":["x"]},"chat_id":"447700900104","timestamp":1716038137,"status":null}"#,
    r#"{"id":"c7","from_me":true,"\u0074ype":"text","chat_id":"447700900104","timestamp":1716038138}"#,
    r#"{"id":"c8","from_me":true,"type":"text","chat_id":"120363012345678901@g.us","timestamp":1716038139,"text":{"body":"group"}}"#,
    r#"{"id":"c9","from_me":true,"type":"poll_update","chat_id":"5511987654321@s.whatsapp.net","timestamp":1716038140,"video_call":true}"#,
    r#"{"id":"d1","from_me":true,"type":"text","chat_id":"5@lid","timestamp":1716038141,"mentions":[{"id":"x","from_me":false},{"id":"y","from_me":true}],"from":"447700900199","a":{},"b":{},"c":{},"d":{},"e":{},"f":{},"g":{},"text":{"body":"many"}}"#,
    r#"{"id":"d2","chat_id":"447700900105","from":"447700900105","timestamp":1716038142,"group_call":false,"from_me":false,"type":"call"}"#,
    "7",
];

fn agrees(bytes: &[u8], block_bytes: usize) -> bool {
    agreement::agrees(&FORMAT, bytes, &Hints::default(), block_bytes)
}

#[test]
fn every_message_alone_and_among_others() {
    for message in MESSAGES {
        for log in
            [format!("{message}\n{message}\n"), format!("{}\n{message}\r\n\n{}", MESSAGES[0], MESSAGES[1])]
        {
            assert!(agrees(log.as_bytes(), 1 << 20) && agrees(log.as_bytes(), 1), "{log}");
        }
    }
}

#[test]
fn what_only_some_places_allow_is_allowed_alike() {
    let own = br#"{"id":"a1","from_me":true,"type":"text","chat_id":"447700900101","timestamp":1716038120,"from":"447700900100:X@s.whatsapp.net"}"#;
    let at = own.iter().position(|&byte| byte == b'X').unwrap();
    let mut spoilt = own.to_vec();
    spoilt[at] = 0xFF;
    let log = [MESSAGES[0].as_bytes(), b"\n", &spoilt, b"\n"].concat();
    assert!(agrees(&log, 1 << 20));
    for depth in 120..130 {
        let (open, close) = ("[".repeat(depth), "]".repeat(depth));
        let deep = MESSAGES[0].replace("\"source\":\"api\"", &format!("\"source\":{open}{close}"));
        let page = format!("{{\"messages\":[{}]}}", [&*deep; 9].join(","));
        agrees(page.as_bytes(), 1_500);
        agrees(format!("{deep}\n{deep}\n").as_bytes(), 1_500);
    }
}

#[test]
fn a_page_is_read_in_blocks() {
    // One message has a list that looks like the page's own, so it is left out.
    let alike = |message: &&&str| message.contains("mentions");
    let messages = MESSAGES.iter().filter(|message| !alike(message)).copied().collect::<Vec<_>>().join(",");
    for page in [
        format!("{{\"count\":1,\"messages\":[{messages},{messages}],\"total\":1}}"),
        format!("\u{FEFF} [{messages} ,\n {messages}]\n"),
        format!("{{\"messages\" : [\n  {}\n]\n}}", [MESSAGES[0]; 30].join(",\n  ")),
    ] {
        for block_bytes in [700, 1_000, 3_000] {
            assert!(agrees(page.as_bytes(), block_bytes), "{block_bytes}: {page}");
        }
    }
}

#[test]
fn a_page_that_is_told_only_by_all_of_it_is_read_in_order() {
    let messages = [MESSAGES[0]; 30].join(",");
    for page in [
        format!(
            "{{\"messages\":[{messages}],\"chat_id\":\"447700900101\",\"timestamp\":1716038120,\"from_me\":true}}"
        ),
        format!("{{\"messages\":[{messages}],\"contacts\":[{{}}, 7]}}"),
        format!("{{\"messages\":[{messages}]}}\n{{\"messages\":[]}}"),
        format!("{{\"messages\":[{messages}"),
        format!("{{\"messages\":[{messages}]"),
        format!("{{\"messages\":[{messages}],}}"),
        format!("{{\"messages\":[{messages},]}}"),
        format!(
            "{{\"messages\":[{}]}}",
            [r#"{"m":[{"m":1,"x":{}},{"m":1,"x":{}},{"m":1,"x":{}}],"x":1}"#; 30].join(",")
        ),
    ] {
        assert!(!agrees(page.as_bytes(), 1_000), "{page}");
    }
}

#[test]
fn a_document_over_several_lines_of_a_log_is_read_in_order_where_a_cut_goes_through_it() {
    let log = format!("{0}\n{{\n\"messages\":[\n{0}\n]\n}}\n{0}\n", MESSAGES[0]);
    assert!(agrees(log.as_bytes(), 1 << 20), "in one block");
    assert!(!agrees(log.as_bytes(), 1));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn logs_say_the_same_in_blocks_of_any_size(
        lines in prop::collection::vec((0..MESSAGES.len() + DOCUMENTS.len(), 0..6_u8), 0..30),
        block_bytes in prop_oneof![1_usize..400, 400_usize..10_000],
        cut in prop::option::of(any::<prop::sample::Index>()),
        spoilt in prop::option::of((any::<prop::sample::Index>(), any::<u8>())),
    ) {
        let mut log = String::new();
        for (which, end) in lines {
            let document = MESSAGES.iter().chain(&DOCUMENTS).nth(which).unwrap();
            log.push_str(&document.replace('\n', ""));
            log.push_str(["\n", "\n", "\r\n", "\n \n", "", " rubbish\n"][usize::from(end)]);
        }
        let mut bytes = log.into_bytes();
        if !bytes.is_empty() {
            if let Some((at, byte)) = spoilt {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            if let Some(cut) = cut {
                bytes.truncate(cut.index(bytes.len()));
            }
        }
        agrees(&bytes, block_bytes);
    }

    #[test]
    fn pages_say_the_same_in_blocks_of_any_size(
        elements in prop::collection::vec(0..MESSAGES.len(), 1..30),
        separator in prop::sample::select(vec![",", ", ", "\n,\n  ", " ,"]),
        shell in prop::sample::select(vec![
            ("{\"messages\":[", "]}"),
            ("{\"count\":3,\"messages\":[ ", "\n],\"total\":7}\n"),
            ("[", "]"),
            (" [\n", "] "),
            ("{\"contacts\":[", "]}"),
            ("{\"text\":[", "]}"),
            ("{\"id\":\"x\",\"status\":\"y\",\"messages\":[", "]}"),
        ]),
        block_bytes in 40_usize..4_000,
        spoilt in prop::option::of((any::<prop::sample::Index>(), any::<u8>())),
    ) {
        let elements: Vec<&str> = elements.into_iter().map(|which| MESSAGES[which]).collect();
        let mut bytes = format!("{}{}{}", shell.0, elements.join(separator), shell.1).into_bytes();
        if let Some((at, byte)) = spoilt {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        agrees(&bytes, block_bytes);
    }
}
