package org.rolebindings.job.undo;

import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.RunKind;
import org.rolebindings.csv.source.InputFile;
import org.rolebindings.ledger.RemovalLedger;
import org.rolebindings.ledger.RunLedger;
import org.rolebindings.ledger.run.Run;
import org.rolebindings.ledger.run.RunIdentity;
import org.rolebindings.ledger.run.RunTask;
import org.rolebindings.report.summary.PlanSummary;
import org.rolebindings.report.summary.RunOptions;
import org.rolebindings.stop.StopSwitch;

/** Reads what is to be undone, and checks it. Nothing is sent, and nothing changes. */
final class UndoReading {

	/** Options of an import that decide nothing about an undo. */
	private static final String NO_CONFLICT = "fail";

	private static final String NO_INVALID = "skip";

	private final RunLedger runs;

	private final RemovalLedger removals;

	private final String target;

	private final StopSwitch stop;

	UndoReading(RunLedger runs, RemovalLedger removals, String target, StopSwitch stop) {
		this.runs = runs;
		this.removals = removals;
		this.target = target;
		this.stop = stop;
	}

	/**
	 * Reads it.
	 * @throws NotUndoableException if there is no such run, or it is no import
	 * @throws org.rolebindings.csv.source.UnreadableFileException if a file cannot be
	 * read, or names a line that the run does not have
	 * @throws org.rolebindings.stop.StopRequestedException if the command stops
	 */
	UndoSubject read(UndoRequest request) {
		InputFile from = request.from();
		return (from != null) ? ofReport(from, request.only())
				: ofRun(UndoneRun.find(request.run(), this.runs), request.only());
	}

	private UndoSubject ofRun(Run run, @Nullable InputFile only) {
		RunIdentity done = run.identity();
		RunIdentity identity = new RunIdentity(done.sha256(), done.target(), NO_CONFLICT, NO_INVALID, done.delimiter());
		UndoneRows rows = new RunRows(run.number(), this.removals, this.stop);
		return subject("run " + run.number(), run.fileName(), run.header(),
				identity.doing(task(run.number(), only, rows, identity)), rows, only);
	}

	private UndoSubject ofReport(InputFile file, @Nullable InputFile only) {
		PlanSummary summary = UndoneReport.of(file);
		RunOptions options = summary.options();
		String delimiter = (options != null) ? options.delimiter() : null;
		SucceededRows rows = new SucceededRows(file,
				(delimiter != null && delimiter.length() == 1) ? delimiter.charAt(0) : ',', this.stop);
		SucceededRows.Properties read = rows.read();
		RunIdentity identity = new RunIdentity(read.sha256(), this.target, NO_CONFLICT, NO_INVALID,
				String.valueOf(read.delimiter()));
		String imported = summary.file();
		return subject(file.name(), (imported != null) ? imported : file.name(), read.header(),
				identity.doing(task(null, only, rows, identity)), rows, only);
	}

	private RunTask task(@Nullable Long undone, @Nullable InputFile only, UndoneRows rows, RunIdentity identity) {
		return new RunTask(RunKind.UNDO, undone, (only != null) ? lines(only, rows, identity).check() : null);
	}

	private OnlyLines lines(InputFile only, UndoneRows rows, RunIdentity identity) {
		return new OnlyLines(only, rows, identity.delimiter().charAt(0), this.stop);
	}

	private UndoSubject subject(String name, String fileName, String header, RunIdentity identity, UndoneRows all,
			@Nullable InputFile only) {
		UndoneRows rows = (only != null) ? lines(only, all, identity) : all;
		LongAdder deleted = new LongAdder();
		LongAdder restored = new LongAdder();
		LongAdder inDoubt = new LongAdder();
		rows.forEach(0, (row) -> {
			LongAdder count = (row.made() == null) ? inDoubt : (row.formerRoleId() != null) ? restored : deleted;
			count.increment();
		});
		return new UndoSubject(fileName, header, identity, rows,
				new RemovalOffer(RunKind.UNDO, name, identity.target(), deleted.sum(), restored.sum(), inDoubt.sum()));
	}

}
