package org.rolebindings.job.run;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Quoting;
import org.rolebindings.binding.RunKind;
import org.rolebindings.binding.validation.InputRow;
import org.rolebindings.csv.PlanReader;
import org.rolebindings.csv.source.InaccessibleFileException;
import org.rolebindings.csv.source.InputFile;
import org.rolebindings.csv.source.UnreadableFileException;
import org.rolebindings.ledger.run.RunIdentity;
import org.rolebindings.report.summary.PlanSummary;
import org.rolebindings.report.summary.RunOptions;
import org.rolebindings.report.summary.RunSummary;
import org.rolebindings.report.summary.SummaryJson;

/**
 * The plan that an import applies: a {@code plan.csv}, and the {@code summary.json}
 * beside it. Checks that it is a plan of this very import.
 */
final class AppliedPlan implements Closeable {

	private final String name;

	private final PlanSummary summary;

	private final RunOptions options;

	private final PlanReader lines;

	private @Nullable String difference;

	private AppliedPlan(InputFile file, PlanSummary summary, RunOptions options) {
		this.name = file.name();
		this.summary = summary;
		this.options = options;
		this.lines = PlanReader.open(file, Objects.requireNonNull(options.delimiter()).charAt(0));
	}

	/**
	 * Opens a plan.
	 * @param path the path to a {@code plan.csv}
	 * @throws UnreadableFileException if it is not a plan, or there is no plan's summary
	 * beside it
	 */
	static AppliedPlan open(Path path) {
		InputFile file = named(path);
		InputFile beside = named(path.resolveSibling(RunSummary.FILE_NAME));
		PlanSummary summary = read(beside);
		RunOptions options = summary.options();
		if (!RunKind.PLAN.toString().equals(summary.kind()) || options == null || options.delimiter() == null
				|| options.delimiter().length() != 1) {
			throw new UnreadableFileException(beside.name(), "it is not the summary of a plan, so " + path
					+ " cannot be applied; keep the two files that the command plan wrote together.");
		}
		return new AppliedPlan(file, summary, options);
	}

	private static InputFile named(Path path) {
		return new InputFile(InputFile.of(path).path(), path.toString());
	}

	private static PlanSummary read(InputFile file) {
		try {
			return SummaryJson.readPlan(Files.readAllBytes(file.path()));
		}
		catch (IOException ex) {
			throw new InaccessibleFileException(file.name(), ex);
		}
	}

	/** Compares the next record of the file with the next line of the plan. */
	void compare(InputRow row) {
		if (this.difference == null) {
			PlanReader.PlannedLine planned = this.lines.read();
			if (planned == null || planned.line() != row.line()) {
				this.difference = "has line " + row.line() + ", the plan has "
						+ ((planned != null) ? "line " + planned.line() : "no further line");
			}
		}
	}

	/**
	 * Checks that this is the plan of an import, whose file has been compared to its end.
	 * @param file what the import calls the file
	 * @param identity the import
	 * @return the digest of the plan
	 * @throws UnreadableFileException if it is a plan of something else
	 */
	String check(InputFile file, RunIdentity identity) {
		requireSame("it is the plan of another file: " + this.summary.file() + " has the SHA-256 digest ",
				this.summary.sha256(), ", and " + file.name() + " has ", identity.sha256());
		requireSame("it is a plan for ", this.summary.target(), ", and this import goes to ", identity.target());
		requireSameOption("--on-conflict", this.options.onConflict(), identity.onConflict());
		requireSameOption("--on-invalid", this.options.onInvalid(), identity.onInvalid());
		requireSameOption("--delimiter", this.options.delimiter(), identity.delimiter());
		requireSameOption("--map", this.options.map(), identity.map());
		PlanReader.PlannedLine more = (this.difference == null) ? this.lines.read() : null;
		if (more != null) {
			this.difference = "ends, the plan has line " + more.line();
		}
		if (this.difference != null) {
			throw wrong("its lines are not those of " + file.name() + ": where the file " + this.difference);
		}
		return this.lines.sha256();
	}

	private void requireSameOption(String option, @Nullable String planned, @Nullable String given) {
		requireSame("it was made with " + option + " ", planned, ", and this import has " + option + " ", given);
	}

	private void requireSame(String before, @Nullable String planned, String between, @Nullable String given) {
		if (!Objects.equals(planned, given)) {
			throw wrong(before + shown(planned) + between + shown(given));
		}
	}

	private static String shown(@Nullable String value) {
		return (value == null) ? "none" : (value.length() == 1) ? Quoting.quoted(value) : value;
	}

	private UnreadableFileException wrong(String reason) {
		return new UnreadableFileException(this.name, reason + ". Make a new plan, look at it and apply that one.");
	}

	@Override
	public void close() throws IOException {
		this.lines.close();
	}

}
