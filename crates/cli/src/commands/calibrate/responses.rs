//! Responses of the vendor, as they were saved. Unlike exports they are few and are the truth here, so a wrong one is no row to leave out.

use std::path::Path;

use anyhow::{Context, bail};
use chrono::NaiveDate;
use meter_ingest::When;
use meter_report::fleet::rating;
use meter_score::Rating;

use crate::masking::shown;
use crate::saved::{self, Found, Get};

/// One response of the vendor.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Response {
    /// For when it holds, if it says so.
    pub date: Option<When>,
    /// The ratings, in the order of [`meter_score::Metric::ALL`].
    pub ratings: [Rating; 3],
    /// The overall rating.
    pub overall: Rating,
}

/// A response where it was found.
#[derive(Debug)]
pub struct Saved {
    /// The place in its file.
    pub place: String,
    /// What it calls its channel, which may be a token.
    pub channel: Option<String>,
    /// What it says.
    pub response: Response,
}

/// Reads all responses in a file.
///
/// # Errors
/// One sentence on the first that means nothing, with its place and key and nothing of its values.
pub fn read(path: &Path) -> anyhow::Result<Vec<Saved>> {
    let mut responses = Vec::new();
    let mut wrong = None;
    saved::each(path, &mut |found| {
        let response = match found {
            Found::Record { place, get } => {
                response(get).with_context(|| place.to_owned()).map(|response| Saved {
                    place: place.to_owned(),
                    channel: get("channel").filter(|name| !name.is_empty()),
                    response,
                })
            }
            Found::Broken(why) => Err(anyhow::anyhow!(why)),
        };
        match response {
            Ok(response) => responses.push(response),
            Err(error) => {
                wrong.get_or_insert(error);
            }
        }
    })?;
    match wrong {
        Some(error) => Err(error.context(shown(path))),
        None if responses.is_empty() => bail!(
            "{}: holds no ratings of the vendor; give its saved responses, with the six keys that `safety-meter score` prints",
            shown(path)
        ),
        None => Ok(responses),
    }
}

fn response(get: &Get<'_>) -> anyhow::Result<Response> {
    let rating =
        |key: &str| get(key).as_deref().and_then(rating).with_context(|| format!("{key} must be 1, 2 or 3"));
    let date = get("lastUpdateDate")
        .map(|text| date(&text).context("lastUpdateDate must be a date like 5/20/2024 (month, day, year)"));
    Ok(Response {
        date: date.transpose()?,
        ratings: [rating("lifeTime")?, rating("riskFactorContacts")?, rating("riskFactorChats")?],
        overall: rating("riskFactor")?,
    })
}

/// Month, day and year as the vendor writes them, or any form that options take.
fn date(text: &str) -> Option<When> {
    let parts: Vec<&str> = text.trim().split('/').collect();
    let [month, day, year] = parts[..] else { return When::parse(text) };
    let number = |digits: &str, most: usize| {
        let is_number =
            (1..=most).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| digits.parse().ok()).flatten()
    };
    let year = number(year, 4).filter(|_| year.len() == 4)?;
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, number(month, 2)?, number(day, 2)?).map(When::Day)
}

#[cfg(test)]
mod tests {
    use meter_ingest::When;

    use super::date;

    #[test]
    fn dates_are_month_day_year() {
        for text in ["5/20/2024", "05/20/2024", " 5/20/2024 ", "2024-05-20"] {
            assert_eq!(date(text), When::parse("2024-05-20"), "{text}");
        }
        for text in ["20/5/2024", "2/30/2024", "5/20/24", "5/20", "5/20/2024/1", "+5/20/2024", "", "soon"] {
            assert_eq!(date(text), None, "{text}");
        }
        assert_eq!(date("1/1/2100"), When::parse("2100-01-01"));
    }
}
