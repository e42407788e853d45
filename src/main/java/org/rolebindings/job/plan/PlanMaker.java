package org.rolebindings.job.plan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;

import org.rolebindings.binding.Repeat;
import org.rolebindings.binding.Wording;
import org.rolebindings.csv.CsvRecordReader;
import org.rolebindings.csv.source.InputFile;
import org.rolebindings.csv.source.UnwritableTemporaryFilesException;
import org.rolebindings.job.compare.CompleteComparison;
import org.rolebindings.job.compare.ExtraBindings;
import org.rolebindings.job.compare.ListedMatch;
import org.rolebindings.job.names.FileNames;
import org.rolebindings.job.progress.ImportProgress;
import org.rolebindings.job.repeats.RepeatSearch;
import org.rolebindings.job.run.ImportProperties;
import org.rolebindings.job.scratch.RecordFile;
import org.rolebindings.job.scratch.RecordSort;
import org.rolebindings.job.scratch.Scratch;
import org.rolebindings.report.PlanReport;
import org.rolebindings.stop.StopSwitch;

/**
 * Makes a plan in constant memory. It reads the file, compares its rows with the account,
 * and then reads the file again to write each row with its action.
 */
final class PlanMaker {

	static final Set<String> PLAN_COLUMNS = Set.copyOf(PlanReport.COLUMNS);

	private final ImportProperties properties;

	private final Function<Path, CompleteComparison> comparisons;

	private final FileNames names;

	private final PlanOutput output;

	private final ImportProgress progress;

	private final StopSwitch stop;

	/**
	 * Prepares plans.
	 * @param properties the settings of the import
	 * @param comparisons makes a comparison with the account, with a folder for temporary
	 * files
	 * @param names finds the ids of names
	 * @param output writes the reports
	 * @param progress receives the progress
	 * @param stop ends the work
	 */
	PlanMaker(ImportProperties properties, Function<Path, CompleteComparison> comparisons, FileNames names,
			PlanOutput output, ImportProgress progress, StopSwitch stop) {
		this.properties = properties;
		this.comparisons = comparisons;
		this.names = names;
		this.output = output;
		this.progress = progress;
		this.stop = stop;
	}

	/** Starts the time of the plan. */
	void start() {
		this.output.start();
	}

	/**
	 * Makes and writes a plan.
	 * @param file the file
	 * @param target the normalised base URL
	 * @param advisor knows what to do after it
	 */
	Plan make(InputFile file, String target, Function<Plan, PlanAdvice> advisor) {
		try (Scratch scratch = Scratch.inSystemFolder();
				CsvRecordReader reader = CsvRecordReader.open(file, this.properties.csv().adding(PLAN_COLUMNS))) {
			try {
				this.names.lookUp(file, this.properties.csv(), scratch.folder().resolve("names"));
				return make(file, reader, target, scratch.folder(), advisor);
			}
			finally {
				this.names.close();
			}
		}
		catch (IOException ex) {
			throw new UnwritableTemporaryFilesException(ex);
		}
		catch (UncheckedIOException ex) {
			throw new UnwritableTemporaryFilesException(Objects.requireNonNull(ex.getCause()));
		}
	}

	private Plan make(InputFile file, CsvRecordReader reader, String target, Path folder,
			Function<Plan, PlanAdvice> advisor) {
		RepeatSearch search = new RepeatSearch(folder);
		try (CompleteComparison comparison = this.comparisons.apply(folder);
				ExtraBindings extraBindings = new ExtraBindings(folder);
				RecordFile<Repeat> repeats = search.newFile();
				RecordFile<ListedMatch> matches = new RecordFile<>(folder, ListedMatch.FORMAT)) {
			WantedRows rows = new WantedRows(reader, this.names, this.progress, this.stop, (line, binding) -> {
				comparison.add(line, binding);
				if (this.output.extra()) {
					extraBindings.addRow(binding);
				}
			});
			search.search(rows, repeats::add);
			rows.notes().reportTo(this.progress);
			ExtraBindings wanted = (this.output.extra() && rows.invalid() == 0) ? extraBindings : null;
			comparison.run(wanted, matches::add);
			try (PlanReport report = this.output.begin(file, reader)) {
				PlanLimits limits = new PlanLimits(this.properties);
				FirstRows first = new FirstRows();
				PlannedRows planned = new PlannedRows(file, reader, this.names, this.properties.onConflict(), (row) -> {
					limits.count(row.action());
					first.add(row);
					report.add(row);
					this.progress.advance();
				});
				this.progress.begin(ImportProgress.Phase.REPORTING, rows.count());
				search.sort(repeats, (sortedRepeats) -> sort(matches, folder,
						(sortedMatches) -> planned.forEach(sortedRepeats, sortedMatches)));
				Long extras = (wanted != null) ? addExtra(wanted, report) : null;
				if (this.output.extra() && wanted == null) {
					this.progress.note("There is no extra.csv, because " + Wording.of(rows.invalid(), "row")
							+ " are INVALID: whoever stands in such a row would be in it. Correct them first.");
				}
				Plan plan = new Plan(this.output.sumUp(report, file, reader, target), first.rows(), extras,
						limits.stop());
				return this.output.publish(report, plan, advisor);
			}
		}
	}

	private static void sort(RecordFile<ListedMatch> matches, Path folder, Consumer<Iterator<ListedMatch>> sorted) {
		try (RecordFile.Reader<ListedMatch> reader = matches.read()) {
			new RecordSort<>(folder, ListedMatch.FORMAT, Comparator.comparingLong(ListedMatch::line)).sort(reader,
					sorted);
		}
	}

	private static long addExtra(ExtraBindings extra, PlanReport report) {
		report.beginExtra();
		LongAdder count = new LongAdder();
		extra.forEach((record) -> {
			report.addExtra(record);
			count.increment();
		});
		return count.sum();
	}

}
