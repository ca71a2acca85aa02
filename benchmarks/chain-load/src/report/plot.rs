// SPDX-License-Identifier: Apache-2.0
//! The results as plots in SVG.

use super::{row::Row, soak::Sample};
use anyhow::anyhow;
use plotters::{
	coord::Shift,
	prelude::*,
	style::{Palette, Palette99},
};

const WIDTH: u32 = 960;
const HEIGHT: u32 = 420;

/// The width of the legend beside the lines, and the place of its first line.
const LEGEND_WIDTH: u32 = 170;
const LEGEND_TOP: i32 = 48;

/// Points of a line.
type Line = Vec<(f64, f64)>;

/// Plots the count of each block of each load, per second. `None` if there was no load.
pub(crate) fn throughput(rows: &[Row]) -> anyhow::Result<Option<String>> {
	let lines: Vec<_> = rows.iter().map(|row| (row.scenario.clone(), by_second(row))).collect();
	let lines: Vec<_> = lines.into_iter().filter(|(_, line)| !line.is_empty()).collect();
	if lines.is_empty() {
		return Ok(None);
	}
	svg(HEIGHT, |area| chart(&area, "final in each block, per second", "seconds", &lines)).map(Some)
}

/// Plots speed and size of the chain by the number of its units. `None` if it did not grow.
pub(crate) fn growth(samples: &[Sample]) -> anyhow::Result<Option<String>> {
	if samples.is_empty() {
		return Ok(None);
	}
	let line = |value: fn(&Sample) -> f64| -> Line {
		samples.iter().map(|sample| (sample.units as f64, value(sample))).collect()
	};
	let rates = [
		("units registered".into(), line(|sample| sample.growth.per_second)),
		("records".into(), line(|sample| sample.recording.per_second)),
	];
	let database = [("database".into(), line(|sample| sample.database_bytes as f64 / 1e6))];
	let state = [("values of the state".into(), line(|sample| sample.state_value_bytes as f64 / 1e6))];
	svg(3 * HEIGHT, |area| {
		let areas = area.split_evenly((3, 1));
		chart(&areas[0], "final, per second", "units", &rates)?;
		chart(&areas[1], "database, MB", "units", &database)?;
		chart(&areas[2], "state, MB", "units", &state)
	})
	.map(Some)
}

/// The count of each block, divided by the time since the block before.
fn by_second(row: &Row) -> Line {
	let begin = row.blocks.first().map_or(0, |block| block.timestamp);
	row.blocks
		.windows(2)
		.filter(|pair| pair[1].timestamp > pair[0].timestamp)
		.map(|pair| {
			let seconds = (pair[1].timestamp - pair[0].timestamp) as f64 / 1_000.0;
			((pair[1].timestamp - begin) as f64 / 1_000.0, pair[1].counted as f64 / seconds)
		})
		.collect()
}

fn svg(
	height: u32,
	draw: impl FnOnce(DrawingArea<SVGBackend<'_>, Shift>) -> anyhow::Result<()>,
) -> anyhow::Result<String> {
	let mut text = String::new();
	{
		let area = SVGBackend::with_string(&mut text, (WIDTH, height)).into_drawing_area();
		area.fill(&WHITE).map_err(|error| anyhow!("{error}"))?;
		draw(area.clone())?;
		// Once, because it ends the file.
		area.present().map_err(|error| anyhow!("{error}"))?;
	}
	Ok(text)
}

fn chart(
	area: &DrawingArea<SVGBackend<'_>, Shift>,
	title: &str,
	along: &str,
	lines: &[(String, Line)],
) -> anyhow::Result<()> {
	draw(area, title, along, lines).map_err(|error| anyhow!("{title}: {error}"))
}

fn draw<'a>(
	area: &DrawingArea<SVGBackend<'a>, Shift>,
	title: &str,
	along: &str,
	lines: &[(String, Line)],
) -> Result<(), DrawingAreaErrorKind<<SVGBackend<'a> as DrawingBackend>::ErrorType>> {
	let most =
		|of: fn(&(f64, f64)) -> f64| lines.iter().flat_map(|(_, line)| line).map(of).fold(1.0, f64::max);
	// The names stand beside the lines, where none runs through them.
	let (plot, names) = area.split_horizontally(area.dim_in_pixel().0 - LEGEND_WIDTH);
	let mut chart = ChartBuilder::on(&plot)
		.caption(title, ("sans-serif", 18))
		.margin(12)
		.x_label_area_size(36)
		.y_label_area_size(72)
		.build_cartesian_2d(0.0..most(|point| point.0), 0.0..most(|point| point.1) * 1.1)?;
	chart
		.configure_mesh()
		.x_desc(along)
		.x_label_formatter(&|value| format!("{value:.0}"))
		.y_label_formatter(&|value| format!("{value:.0}"))
		.light_line_style(TRANSPARENT)
		.draw()?;
	for (index, (name, line)) in lines.iter().enumerate() {
		let stroke = Palette99::pick(index).to_rgba().stroke_width(2);
		chart.draw_series(LineSeries::new(line.iter().copied(), stroke))?;
		let height = LEGEND_TOP + index as i32 * 20;
		names.draw(&PathElement::new([(0, height), (16, height)], stroke))?;
		names.draw(&Text::new(name.clone(), (22, height - 6), ("sans-serif", 13)))?;
	}
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::report::tests::report;

	/// Tells whether a plot is one picture from beginning to end.
	fn is_whole(plot: &str) -> bool {
		plot.starts_with("<svg") && plot.trim_end().ends_with("</svg>") && plot.matches("</svg>").count() == 1
	}

	#[test]
	fn every_load_has_a_line_with_its_name() {
		let plot = throughput(&report().rows).unwrap().unwrap();
		assert!(is_whole(&plot));
		for row in report().rows {
			assert!(plot.contains(&row.scenario));
		}
		assert!(plot.matches("<polyline").count() >= report().rows.len());
	}

	#[test]
	fn a_line_is_what_the_blocks_held_by_the_second() {
		let line = by_second(&report().rows[0]);
		assert_eq!(line, [(2.0, 500.0), (4.0, 500.0), (6.0, 500.0), (8.0, 250.0)]);
	}

	#[test]
	fn growth_shows_speed_database_and_state() {
		let plot = growth(&report().soak).unwrap().unwrap();
		assert!(is_whole(&plot));
		for title in ["per second", "database, MB", "state, MB", "units"] {
			assert!(plot.contains(title), "{title}");
		}
	}

	#[test]
	fn nothing_measured_is_nothing_drawn() {
		assert_eq!(throughput(&[]).unwrap(), None);
		assert_eq!(growth(&[]).unwrap(), None);
		let mut empty = report().rows;
		empty.iter_mut().for_each(|row| row.blocks.clear());
		assert_eq!(throughput(&empty).unwrap(), None);
	}
}
