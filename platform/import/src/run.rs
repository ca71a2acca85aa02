// SPDX-License-Identifier: Apache-2.0
//! Runs what the command line asks for: explains the columns, or imports a sheet.

use crate::{
	chain::Chain,
	check,
	cli::{Cli, Command, Import, KeyringCommand},
	files,
	journal::Journal,
	key,
	keyring::{self, Keyring},
	plan, prove,
	reconnect::{self, ReconnectPolicy},
	repeats,
	report::{self, Finding},
	seals::{self, Seals},
	send::{already_done, Outcome, Sender},
	vault,
};
use anyhow::{bail, Context};
use indicatif::{ProgressBar, ProgressStyle};
use std::{
	collections::HashSet,
	ffi::OsString,
	fs::OpenOptions,
	io::{self, Write},
	path::{Path, PathBuf},
	time::{Duration, SystemTime, UNIX_EPOCH},
};
use subxt::utils::AccountId32;
use suyuan_primitives::{requirement::InfoBlock, Clock};
use suyuan_sheets::{
	blank_xlsx, csv_heading, help,
	limits::{MAX_FAULTS, MAX_FILE_BYTES},
	read_blocks, Grid, Reading, Sheet, Unreadable,
};

/// The most imports in one call; each is a call within it.
const MAX_IMPORTS_PER_CALL: usize = 64;

/// Runs a command, and tells whether every line is right and nothing stopped it.
pub(crate) async fn run(cli: Cli) -> anyhow::Result<bool> {
	match (&cli.command, &cli.import.sheet) {
		(Some(Command::Columns { blank }), _) => columns(blank.as_deref()).map(|()| true),
		(Some(Command::Prove(args)), _) => {
			println!("{:#}", prove::prove(args)?);
			Ok(true)
		}
		(Some(Command::Keyring { command }), _) => run_keyring(command).map(|()| true),
		(Some(Command::Vault { command }), _) => vault::run(command).await,
		(Some(Command::Seals { file, keyring }), _) => {
			seals::print(file, &Keyring::read(keyring)?).map(|()| true)
		}
		(None, Some(sheet)) => run_import(&cli.import, sheet).await,
		(None, None) => bail!("name a sheet; see suyuan-import --help"),
	}
}

fn run_keyring(command: &KeyringCommand) -> anyhow::Result<()> {
	let registered = match command {
		KeyringCommand::Make { file } => keyring::make(file)?,
		KeyringCommand::Show { file } => return keyring::show(file),
		KeyringCommand::Backup { file, to, into } => return keyring::backup(file, to, into),
		KeyringCommand::Restore { file, with, into } => keyring::restore(file, with, into)?,
	};
	// Alone, so that another program can take it from here.
	println!("0x{}", hex::encode(registered.0));
	eprintln!("Register it by participants.setSealingKey, and keep a backup: what is sealed to a lost key opens no more.");
	Ok(())
}

fn columns(blank: Option<&Path>) -> anyhow::Result<()> {
	let Some(path) = blank else {
		let mut out = io::stdout().lock();
		writeln!(out, "分组\t列\t信息类别\t必填\t链上字段\t说明")?;
		for column in help() {
			let (group, name, category) = (column.group, column.name, column.category);
			writeln!(out, "{group}\t{name}\t{category}\t{}\t{}\t{}", column.need, column.field, column.kind)?;
		}
		return Ok(());
	};
	let content = match path.extension().and_then(|extension| extension.to_str()) {
		Some("xlsx") => blank_xlsx()?,
		Some("csv") => csv_heading(),
		_ => bail!("{} is neither .xlsx nor .csv", path.display()),
	};
	let mut file = OpenOptions::new()
		.write(true)
		.create_new(true)
		.open(path)
		.with_context(|| format!("can't write {}", path.display()))?;
	file.write_all(&content)?;
	println!("A blank sheet is in {}.", path.display());
	Ok(())
}

async fn run_import(import: &Import, path: &Path) -> anyhow::Result<bool> {
	let key = import.key.as_deref().map(key::read).transpose()?;
	let named = import.account.as_deref().map(|account| account.parse::<AccountId32>());
	let named = named.transpose().ok().context("--account is no account: write its SS58 address")?;
	let own = key.as_ref().map(|key| key.public_key().to_account_id());
	let account = named.or(own);
	if !import.dry_run && (key.is_none() || import.node.is_none()) {
		bail!("sending needs --node and --key; --dry-run checks without");
	}

	let mut seals = match import.dry_run {
		true => Seals::unsaved(),
		false => {
			let keyring = import.keyring.as_deref().map(Keyring::read).transpose()?;
			Seals::open(&import.seals.clone().unwrap_or_else(|| beside(path, ".seals")), keyring)?
		}
	};
	if import.commit {
		seals = seals.committing();
	}
	let blocks: Vec<InfoBlock> = match import.only.is_empty() {
		true => InfoBlock::ALL.into(),
		false => import.only.iter().map(|block| (*block).into()).collect(),
	};
	let sheet = read_sheet(path, &mut seals, &blocks)?;
	seals.sync()?;
	let mut findings: Vec<_> = sheet.faults.iter().map(Finding::from).collect();
	let chain = match &import.node {
		Some(url) => Some(Chain::connect(url).await?),
		None => None,
	};

	// Before the chain is asked of the units: those of an earlier run may have been closed since.
	let genesis = chain.as_ref().map(Chain::genesis).unwrap_or_default();
	let keys = plan::keys(&sheet.entries, &genesis, &account.map(|account| account.0).unwrap_or_default());
	let kept = import.journal.clone().unwrap_or_else(|| beside(path, ".journal"));
	let mut journal = match import.dry_run && !kept.exists() {
		true => None,
		false => Some(Journal::open(&kept)?),
	};
	let bar = progress_bar(sheet.entries.len() as u64);
	let principal = named.filter(|named| Some(*named) != own).map(|named| named.0);
	let mut done = journal.as_ref().map(|journal| already_done(journal, &keys)).unwrap_or_default();
	let mut sender = match (&chain, &key, &mut journal, import.dry_run) {
		(Some(chain), Some(key), Some(journal), false) => Some(Sender {
			chain: chain.clone(),
			key,
			principal,
			entries: &sheet.entries,
			keys: &keys,
			journal,
			window: import.window as usize,
			bar: bar.clone(),
		}),
		_ => None,
	};
	let policy = ReconnectPolicy {
		url: import.node.as_deref().unwrap_or_default(),
		genesis,
		timeout: Duration::from_secs(import.wait),
	};
	if let Some(sender) = &mut sender {
		reconnect::settle(sender, &mut Outcome::default(), &policy).await?;
		done = already_done(sender.journal, &keys);
	}
	bar.set_position(done.len() as u64);

	let open: Vec<usize> = (0..sheet.entries.len()).filter(|index| !done.contains(index)).collect();
	let mut refused = Vec::new();
	if !import.again {
		refused = repeats::in_sheet(&sheet.entries, &open);
	}
	if let Some(chain) = sender.as_ref().map(|sender| &sender.chain).or(chain.as_ref()) {
		let at = chain.final_block().await?;
		refused.extend(check::findings(&at, account.as_ref(), &sheet.entries, &open).await?);
		if !import.again {
			let known = repeats::on_chain(chain, &at, account.as_ref(), &sheet.entries, &open).await?;
			refused.extend(known.repeated);
			if known.unread > 0 {
				let units = known.unread;
				println!(
					"Of {units} units the node doesn't have all earlier records: they may be said again."
				);
			}
		}
	}
	let mut left_out = done.clone();
	left_out.extend(refused.iter().map(|(index, _)| *index));
	findings.extend(refused.into_iter().map(|(_, finding)| finding));

	let imports = if principal.is_some() { 1 } else { MAX_IMPORTS_PER_CALL };
	let most = import.batch as usize;
	let batches =
		|left_out: &HashSet<usize>| plan::batches(&sheet.entries, left_out, most, imports.min(most));

	print_plan(&sheet, done.len(), &batches(&left_out));
	let mut outcome = Outcome::default();
	let held_back = !findings.is_empty() && !import.skip_faulty;
	if !import.dry_run && !held_back {
		let sender = sender.as_mut().context("sending needs --node and --key")?;
		outcome = reconnect::send(sender, &left_out, batches, &policy).await?;
		findings.append(&mut outcome.refused);
	}
	bar.finish_and_clear();
	conclude(import, findings, sheet.more_faults, &outcome, held_back)
}

fn conclude(
	import: &Import,
	mut findings: Vec<Finding>,
	more: usize,
	outcome: &Outcome,
	held_back: bool,
) -> anyhow::Result<bool> {
	findings.sort();
	let found = findings.len() + more;
	findings.truncate(MAX_FAULTS);
	report::print(&findings, io::stderr().lock())?;
	if let Some(path) = &import.report {
		report::write(&findings, path)?;
	}
	if found > findings.len() {
		eprintln!("{} more are wrong and not listed: put these right first.", found - findings.len());
	}
	if !findings.is_empty() {
		eprintln!("{found} wrong: {}.", report::summary(&findings));
	}
	match (import.dry_run, held_back) {
		(true, _) => println!("A dry run: nothing was sent."),
		(false, true) => {
			println!("Nothing was sent. Put the lines right, or send the others with --skip-faulty.")
		}
		(false, false) => println!("{} records are final, in {} calls.", outcome.done, outcome.calls),
	}
	if outcome.stopped {
		println!("Stopped before it was through: run it again for the rest.");
	}
	Ok(findings.is_empty() && !outcome.stopped)
}

fn print_plan(sheet: &Sheet, done: usize, batches: &[plan::Batch]) {
	println!("{} lines say {} records.", sheet.lines, sheet.entries.len());
	if sheet.from_clearance > 0 {
		println!("{} more came from a clearance and are left to customs.", sheet.from_clearance);
	}
	if done > 0 {
		println!("{done} are final already, from an earlier run.");
	}
	let records: usize = batches.iter().map(|batch| batch.entries.len()).sum();
	println!("{records} are to be sent, in {} calls.", batches.len());
}

fn read_sheet(path: &Path, seals: &mut Seals, blocks: &[InfoBlock]) -> anyhow::Result<Sheet> {
	let name = path.display();
	let grid = {
		let content = files::read(path, MAX_FILE_BYTES)?.ok_or(Unreadable::FileTooLarge);
		content.and_then(|content| Grid::from_file(path, &content)).with_context(|| name.to_string())?
	};
	let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_millis() as u64;
	let reading = Reading { clock: Clock { latest: now }, sealer: seals };
	let sheet = read_blocks(&grid, reading, blocks).with_context(|| name.to_string())?;
	for remark in grid.remarks() {
		println!("{remark}");
	}
	Ok(sheet)
}

fn beside(sheet: &Path, suffix: &str) -> PathBuf {
	let mut path = OsString::from(sheet);
	path.push(suffix);
	path.into()
}

fn progress_bar(records: u64) -> ProgressBar {
	let style = ProgressStyle::with_template("{bar:32} {pos}/{len} records final  {elapsed}  {msg}");
	ProgressBar::new(records).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
