// SPDX-License-Identifier: Apache-2.0

//! Map of positions: land, the way between the fixes along great circles, and the fixes by number.
//!
//! The server draws the map, asks no other host for tiles, and shows coasts alone. The coasts are those of Natural Earth
//! (1:110 million, public domain; npm package `world-atlas` 2.0.2), without Antarctica, in Miller's projection, four units
//! to a degree, reduced to what can be seen at this size.

use super::{
	display::moment,
	format,
	item::{accuracy, opened},
};
use crate::i18n::{called, values::POSITION_SYSTEMS, Lang};
use serde_json::Value;
use std::{f64::consts::PI, fmt::Write as _};
use suyuan_store::model::Trace;

/// SVG path of the coasts.
pub const LAND: &str = include_str!("land.path");
/// Units of the map per degree.
const SCALE: f64 = 4.0;
/// Width of the whole world, in units.
const WORLD: f64 = 360.0 * SCALE;
/// Smallest width of the map, in units, so that there is land to know the place by.
const NARROWEST: f64 = 30.0 * SCALE;
/// Distance below which two marks hide each other, in units of the map's own size. Marks are seventeen high.
const NEAR: f64 = 19.0;
/// Ratio of width to height.
const SHAPE: f64 = 1.9;
/// Upper and lower edge at which the projection is cut off, in units.
const TOP: f64 = -110.0 * SCALE;
const BOTTOM: f64 = 72.0 * SCALE;

/// A position as listed beside the map.
pub struct Fix {
	/// Number of the position on the map, counted from 1.
	pub number: usize,
	/// Latitude and longitude, formatted.
	pub position: String,
	/// Positioning system that measured it.
	pub system: String,
	/// Accuracy, formatted.
	pub accuracy: String,
	/// Time of measurement, in milliseconds since 1970 UTC.
	pub at: Option<i64>,
}

/// A mark on the map: one position, or several that would hide each other.
pub struct Mark {
	x: f64,
	y: f64,
	/// Numbers of the positions at the mark.
	numbers: Vec<usize>,
}

/// Data of the map for its template.
pub struct Map {
	/// View of the map in units: left, top, width, height.
	pub view: [f64; 4],
	/// Horizontal offsets at which the coasts are drawn, so that the way need not jump at the date line.
	pub worlds: Vec<f64>,
	/// SVG path of the way.
	pub way: String,
	/// Marks of the positions.
	pub marks: Vec<Mark>,
	/// Positions in the order of time.
	pub fixes: Vec<Fix>,
	/// Length of one unit of the map's own size, for lines and letters.
	pub unit: f64,
}

fn miller(latitude: f64) -> f64 {
	-SCALE * 180.0 / PI * 1.25 * (PI / 4.0 + 0.4 * latitude.to_radians()).tan().ln()
}

/// Makes the map of all positions in records that were not amended. None if there are none.
pub fn map(trace: &Trace, lang: Lang) -> Option<Map> {
	let records = trace.blocks.iter().flat_map(|block| &block.records);
	let mut taken: Vec<(i64, f64, f64, &Value)> = Vec::new();
	for record in records.filter(|record| record.superseded_by.is_none()) {
		if let ("Positions", Value::Array(fixes)) = opened(&record.item) {
			for fix in fixes {
				let degrees = |name: &str| fix[name].as_i64().map(|value| value as f64 / 1e7);
				if let (Some(latitude), Some(longitude)) = (degrees("latitude"), degrees("longitude")) {
					let at = moment(&fix["taken_at"]).unwrap_or(record.time);
					taken.push((at, latitude.clamp(-90.0, 90.0), longitude.clamp(-180.0, 180.0), fix));
				}
			}
		}
	}
	taken.sort_by_key(|(at, ..)| *at);
	let mut longitudes: Vec<f64> = Vec::with_capacity(taken.len());
	for (_, _, longitude, ..) in &taken {
		let last = longitudes.last().copied().unwrap_or(*longitude);
		// Takes the shorter way around, even if it crosses the date line.
		longitudes.push(last + (longitude - last + 540.0).rem_euclid(360.0) - 180.0);
	}
	let points: Vec<(f64, f64)> =
		taken.iter().zip(&longitudes).map(|((_, lat, ..), lon)| (*lat, *lon)).collect();
	let way = great_circles(&points);
	let drawn: Vec<(f64, f64)> =
		way.iter().map(|(lat, lon)| (lon * SCALE, miller(lat.clamp(-85.0, 85.0)))).collect();
	let view = view(&drawn)?;
	let fixes = taken.iter().enumerate().map(|(place, (_, latitude, longitude, fix))| Fix {
		number: place + 1,
		position: format::position((latitude * 1e7).round() as i64, (longitude * 1e7).round() as i64),
		system: called(POSITION_SYSTEMS, fix["system"].as_str().unwrap_or_default(), lang).into_owned(),
		accuracy: accuracy(fix["accuracy_cm"].as_i64().unwrap_or_default(), lang),
		at: moment(&fix["taken_at"]),
	});
	let unit = view[2] / 360.0;
	let at =
		points.iter().map(|(latitude, longitude)| (longitude * SCALE, miller(latitude.clamp(-85.0, 85.0))));
	// Land of one world reaches a little into the next.
	let first = ((view[0] + WORLD / 2.0) / WORLD - 0.1).floor() as i64;
	let last = ((view[0] + view[2] + WORLD / 2.0) / WORLD + 0.1).floor() as i64;
	Some(Map {
		worlds: (first..=last).map(|world| world as f64 * WORLD).collect(),
		way: path(&drawn),
		marks: marks(at, NEAR * unit),
		fixes: fixes.collect(),
		unit,
		view,
	})
}

/// Places the marks of points in their order. A point that would be hidden joins the mark that hides it.
fn marks(points: impl Iterator<Item = (f64, f64)>, near: f64) -> Vec<Mark> {
	let mut marks: Vec<Mark> = Vec::new();
	for (place, (x, y)) in points.enumerate() {
		let hides = |mark: &&mut Mark| (mark.x - x).hypot(mark.y - y) < near;
		match marks.iter_mut().find(hides) {
			Some(mark) => mark.numbers.push(place + 1),
			None => marks.push(Mark { x, y, numbers: vec![place + 1] }),
		}
	}
	marks
}

/// Adds points along the great circle between each two that are far apart.
fn great_circles(points: &[(f64, f64)]) -> Vec<(f64, f64)> {
	let mut way: Vec<(f64, f64)> = points.first().copied().into_iter().collect();
	for pair in points.windows(2) {
		let [(lat_a, lon_a), (lat_b, lon_b)] = [pair[0], pair[1]];
		let unit = |lat: f64, lon: f64| {
			let (lat, lon) = (lat.to_radians(), lon.to_radians());
			[lat.cos() * lon.cos(), lat.cos() * lon.sin(), lat.sin()]
		};
		let (a, b) = (unit(lat_a, lon_a), unit(lat_b, lon_b));
		let dot: f64 = a.iter().zip(b).map(|(a, b)| a * b).sum();
		let angle = dot.clamp(-1.0, 1.0).acos();
		let steps = if !(0.05..=3.1).contains(&angle) { 0 } else { (angle * 20.0) as usize + 2 };
		for step in 1..steps {
			let part = step as f64 / steps as f64;
			let (from, to) = (((1.0 - part) * angle).sin() / angle.sin(), (part * angle).sin() / angle.sin());
			let [x, y, z] = [0, 1, 2].map(|axis| from * a[axis] + to * b[axis]);
			let (lat, lon) = (z.clamp(-1.0, 1.0).asin().to_degrees(), y.atan2(x).to_degrees());
			let last = way.last().map_or(lon_a, |(_, lon)| *lon);
			way.push((lat, last + (lon - last + 540.0).rem_euclid(360.0) - 180.0));
		}
		way.push((lat_b, lon_b));
	}
	way
}

/// Selects the view that shows all points with land around them.
fn view(points: &[(f64, f64)]) -> Option<[f64; 4]> {
	let (x, y) = points.first()?;
	let (mut left, mut right, mut top, mut bottom) = (*x, *x, *y, *y);
	for (x, y) in points {
		(left, right, top, bottom) = (left.min(*x), right.max(*x), top.min(*y), bottom.max(*y));
	}
	let width = ((right - left) * 1.3).max((bottom - top) * 1.7 * SHAPE).clamp(NARROWEST, WORLD * 1.2);
	let height = (width / SHAPE).min(BOTTOM - TOP);
	let left = (left + right - width) / 2.0;
	let top = ((top + bottom - height) / 2.0).clamp(TOP, BOTTOM - height);
	Some([left, top, width, height].map(f64::round))
}

fn path(points: &[(f64, f64)]) -> String {
	let mut path = String::new();
	for (place, (x, y)) in points.iter().enumerate() {
		let command = if place == 0 { 'M' } else { 'L' };
		// Writing to a string does not fail.
		let _ = write!(path, "{command}{x:.1} {y:.1}");
	}
	path
}

impl Map {
	/// For templates: the `viewBox`.
	pub fn view_box(&self) -> String {
		self.view.map(|side| side.to_string()).join(" ")
	}

	/// For templates: scales a length, so that it looks the same in every view.
	pub fn size(&self, of: f64) -> String {
		format!("{:.2}", of * self.unit)
	}
}

impl Mark {
	/// For templates: the `transform` that places the mark.
	pub fn place(&self) -> String {
		format!("translate({:.1} {:.1})", self.x, self.y)
	}

	/// For templates: numbers of the mark. Consecutive ones are named by the first and the last.
	pub fn label(&self) -> String {
		match self.numbers[..] {
			[] => String::new(),
			[one] => one.to_string(),
			[first, .., last] if last - first + 1 == self.numbers.len() => format!("{first}–{last}"),
			[first, ..] => format!("{first}…"),
		}
	}

	/// For templates: width that fits the label.
	pub fn width(&self) -> f64 {
		17.0 + 6.5 * (self.label().chars().count() as f64 - 1.0)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_way_over_the_pacific_crosses_the_date_line_and_not_the_atlantic() {
		let way = great_circles(&[(22.6, 113.8), (33.9, 241.6)]);
		assert!(way.windows(2).all(|pair| pair[1].1 > pair[0].1), "always eastwards");
		assert!(way.iter().any(|(lat, _)| *lat > 45.0), "by the north, as aircraft fly");
	}

	#[test]
	fn what_is_shown_holds_every_point() {
		let points = [(455.0, -90.0), (966.0, -140.0)];
		let [left, top, width, height] = view(&points).unwrap();
		for (x, y) in points {
			assert!((left..left + width).contains(&x) && (top..top + height).contains(&y));
		}
		assert!(view(&[]).is_none());
	}

	#[test]
	fn a_single_place_has_land_around_it() {
		let [.., width, _] = view(&[(455.0, -90.0)]).unwrap();
		assert_eq!(width, NARROWEST);
	}

	#[test]
	fn positions_that_would_hide_each_other_share_a_mark() {
		let points = [(0.0, 0.0), (3.0, 4.0), (100.0, 0.0), (1.0, 0.0), (101.0, 0.0)];
		let labels: Vec<_> = marks(points.into_iter(), 10.0).iter().map(Mark::label).collect();
		assert_eq!(labels, ["1…", "3…"]);
		let labels: Vec<_> = marks(points.into_iter().take(3), 10.0).iter().map(Mark::label).collect();
		assert_eq!(labels, ["1–2", "3"]);
	}

	#[test]
	fn poles_and_opposite_points_are_drawn_somewhere() {
		for points in [[(90.0, 0.0), (-90.0, 180.0)], [(0.0, 0.0), (0.0, 180.0)], [(10.0, 0.0), (10.0, 0.0)]]
		{
			assert!(great_circles(&points).iter().all(|(lat, lon)| lat.is_finite() && lon.is_finite()));
		}
	}
}
