//! A full view that was saved as it was: the same text, with persons and paths in it masked.

use std::fmt;

use serde::de::{MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::{RawValue, to_raw_value};

use super::{Mask, Names, Sentences};

impl Mask {
    /// The full view with the channel's name, paths and what is said of them masked, all else byte for byte as it was.
    ///
    /// # Errors
    /// If it is no full view.
    pub fn full_view(self, view: &str, names: &mut Names) -> serde_json::Result<String> {
        let mut view: Members = serde_json::from_str(view)?;
        let mut paths = Vec::new();
        for list in ["sources", "rejects"] {
            let listed: Vec<Members> =
                view.get(list).map_or(Ok(Vec::new()), |raw| serde_json::from_str(raw.get()))?;
            paths.extend(listed.iter().filter_map(|element| element.text("path")));
        }
        let sentences = self.sentences(paths.iter().map(String::as_str));
        for list in ["sources", "rejects"] {
            view.change(list, |raw| self.list(raw, &sentences))?;
        }
        view.change("channel", |raw| name(raw, names))?;
        view.change("score", |raw| {
            let mut score: Members = serde_json::from_str(raw.get())?;
            score.change("channel", |raw| name(raw, names))?;
            to_raw_value(&score)
        })?;
        serde_json::to_string(&view)
    }

    fn list(self, raw: &RawValue, sentences: &Sentences) -> serde_json::Result<Box<RawValue>> {
        let mut elements: Vec<Members> = serde_json::from_str(raw.get())?;
        for element in &mut elements {
            element.change("path", |raw| {
                to_raw_value(&self.path(&serde_json::from_str::<String>(raw.get())?))
            })?;
            element.change("why", |raw| {
                to_raw_value(&sentences.masked(&serde_json::from_str::<String>(raw.get())?))
            })?;
        }
        to_raw_value(&elements)
    }
}

fn name(raw: &RawValue, names: &mut Names) -> serde_json::Result<Box<RawValue>> {
    to_raw_value(&names.of(&serde_json::from_str::<String>(raw.get())?))
}

/// The members of an object in their order.
struct Members(Vec<(String, Box<RawValue>)>);

impl Members {
    fn get(&self, key: &str) -> Option<&RawValue> {
        self.0.iter().find(|(name, _)| name == key).map(|(_, value)| &**value)
    }

    fn text(&self, key: &str) -> Option<String> {
        serde_json::from_str(self.get(key)?.get()).ok()
    }

    fn change(
        &mut self,
        key: &str,
        change: impl FnOnce(&RawValue) -> serde_json::Result<Box<RawValue>>,
    ) -> serde_json::Result<()> {
        if let Some((_, value)) = self.0.iter_mut().find(|(name, _)| name == key) {
            *value = change(value)?;
        }
        Ok(())
    }
}

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Members;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(InOrder)
    }
}

impl Serialize for Members {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in &self.0 {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::{Mask, Names};

    #[test]
    fn only_persons_and_paths_change() {
        let view = r#"{"channel":"447700900123","z":1.50,"score":{"channel":"447700900123","riskFactor":2},"sources":[{"path":"Ann.txt","n":1}],"rejects":[{"path":"Bo Hu.txt","at":"file","why":"is the same as Ann.txt"}],"a":null}"#;
        let masked = Mask::On.full_view(view, &mut Names::new(Mask::On)).unwrap();
        assert_eq!(
            masked,
            r#"{"channel":"•••• 23","z":1.50,"score":{"channel":"•••• 23","riskFactor":2},"sources":[{"path":"A•••.txt","n":1}],"rejects":[{"path":"B••• H•••.txt","at":"file","why":"is the same as A•••.txt"}],"a":null}"#
        );
        assert_eq!(Mask::Off.full_view(view, &mut Names::new(Mask::Off)).unwrap(), view);
        assert!(Mask::On.full_view("[]", &mut Names::new(Mask::On)).is_err());
    }
}
