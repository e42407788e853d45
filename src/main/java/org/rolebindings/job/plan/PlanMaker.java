package org.rolebindings.job.plan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.ExistingBinding;
import org.rolebindings.binding.Repeat;
import org.rolebindings.binding.Wording;
import org.rolebindings.csv.CsvRecordReader;
import org.rolebindings.csv.source.InputFile;
import org.rolebindings.csv.source.UnwritableTemporaryFilesException;
import org.rolebindings.job.compare.CompleteComparison;
import org.rolebindings.job.compare.ExtraBindings;
import org.rolebindings.job.compare.ListedMatch;
import org.rolebindings.job.names.FileNames;
import org.rolebindings.job.names.KeptAnswers;
import org.rolebindings.job.progress.ImportProgress;
import org.rolebindings.job.repeats.RepeatSearch;
import org.rolebindings.job.run.ImportProperties;
import org.rolebindings.job.scratch.RecordFile;
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
	 * Makes and writes the plan of a file.
	 * @param target the normalised base URL
	 * @param rule decides about its valid rows
	 * @param advisor knows what to do after it
	 */
	Plan make(InputFile file, String target, ActionRule rule, Function<Plan, PlanAdvice> advisor) {
		return inScratch((folder) -> {
			try (CsvRecordReader reader = CsvRecordReader.open(file, this.properties.csv().adding(PLAN_COLUMNS))) {
				this.names.lookUp(file, this.properties.csv(), folder.resolve("names"), KeptAnswers.NONE);
				return make(file, reader, target, rule, folder, advisor);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
			finally {
				this.names.close();
			}
		});
	}

	/**
	 * Makes and writes the plan of an undo.
	 * @param rows its rows
	 * @param advisor knows what to do after it
	 */
	Plan make(PlanSubject subject, TakenBackRows rows, Function<Plan, PlanAdvice> advisor) {
		return inScratch((folder) -> {
			LongAdder count = new LongAdder();
			try (CompleteComparison comparison = this.comparisons.apply(folder);
					RecordFile<ListedMatch> matches = new RecordFile<>(folder, ListedMatch.FORMAT)) {
				rows.forEach((row) -> {
					comparison.add(row.line(), row.binding());
					count.increment();
				});
				comparison.run(rows::listed, matches::add);
				try (PlanDraft draft = this.output.begin(subject)) {
					this.progress.begin(ImportProgress.Phase.REPORTING, count.sum());
					ListedMatch.sort(matches, folder,
							(sorted) -> rows.forEach((row) -> draft.add(rows.decide(row, existing(sorted)))));
					return draft.publish(null, advisor);
				}
			}
		});
	}

	/** A file that has changed since is found out at its end. */
	private static @Nullable ExistingBinding existing(Iterator<ListedMatch> matches) {
		return matches.hasNext() ? matches.next().existing() : null;
	}

	private static Plan inScratch(Function<Path, Plan> making) {
		try (Scratch scratch = Scratch.inSystemFolder()) {
			return making.apply(scratch.folder());
		}
		catch (UncheckedIOException ex) {
			throw new UnwritableTemporaryFilesException(Objects.requireNonNull(ex.getCause()));
		}
	}

	private Plan make(InputFile file, CsvRecordReader reader, String target, ActionRule rule, Path folder,
			Function<Plan, PlanAdvice> advisor) {
		boolean extra = this.output.isExtra(rule.kind());
		RepeatSearch search = new RepeatSearch(folder);
		try (CompleteComparison comparison = this.comparisons.apply(folder);
				ExtraBindings extraBindings = new ExtraBindings(folder);
				RecordFile<Repeat> repeats = search.newFile();
				RecordFile<ListedMatch> matches = new RecordFile<>(folder, ListedMatch.FORMAT)) {
			WantedRows rows = new WantedRows(reader, this.names, this.progress, this.stop, (line, binding) -> {
				comparison.add(line, binding);
				if (extra) {
					extraBindings.addRow(binding);
				}
			});
			search.search(rows, repeats::add);
			rows.notes().reportTo(this.progress);
			ExtraBindings wanted = (extra && rows.invalid() == 0) ? extraBindings : null;
			comparison.run((wanted != null) ? wanted::addListed : rule.listed(), matches::add);
			PlanSubject subject = new PlanSubject(rule.kind(), file.name(), reader.sha256(), reader.headerWithIds(),
					reader.delimiter(), target);
			try (PlanDraft draft = this.output.begin(subject)) {
				PlannedRows planned = new PlannedRows(file, reader, this.names, rule, draft::add);
				this.progress.begin(ImportProgress.Phase.REPORTING, rows.count());
				search.sort(repeats, (sortedRepeats) -> ListedMatch.sort(matches, folder,
						(sortedMatches) -> planned.forEach(sortedRepeats, sortedMatches)));
				Long extras = (wanted != null) ? addExtra(wanted, draft.report()) : null;
				if (extra && wanted == null) {
					this.progress.note("There is no extra.csv, because " + Wording.of(rows.invalid(), "row")
							+ " are INVALID: whoever stands in such a row would be in it. Correct them first.");
				}
				return draft.publish(extras, advisor);
			}
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
