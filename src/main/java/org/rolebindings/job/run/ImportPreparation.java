package org.rolebindings.job.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.outage.ApiPreflight;
import org.rolebindings.binding.validation.InputRow;
import org.rolebindings.csv.source.InputFile;
import org.rolebindings.csv.source.UnreadableFileException;
import org.rolebindings.job.progress.ImportProgress;
import org.rolebindings.job.progress.RunMeter;
import org.rolebindings.ledger.RunLedger;
import org.rolebindings.ledger.run.RunIdentity;
import org.rolebindings.stop.SendingStoppedException;
import org.rolebindings.stop.StopRequestedException;
import org.rolebindings.stop.StopSwitch;

/**
 * Looks whether an import can work before there is a run: the file is a CSV that can be
 * read to its end, and what answers is the API.
 */
final class ImportPreparation {

	private final ImportProperties properties;

	private final ApiPreflight preflight;

	private final RunLedger runs;

	private final RunMeter meter;

	private final StopSwitch stop;

	private final ImportProgress progress;

	ImportPreparation(ImportProperties properties, ApiPreflight preflight, RunLedger runs, RunMeter meter,
			StopSwitch stop, ImportProgress progress) {
		this.properties = properties;
		this.preflight = preflight;
		this.runs = runs;
		this.meter = meter;
		this.stop = stop;
		this.progress = progress;
	}

	/**
	 * Reads a file, and the plan if one is applied, and asks the API for a first answer.
	 * @throws org.rolebindings.csv.source.UnreadableFileException if the file cannot be
	 * imported, or the plan is not one of this import
	 * @throws org.rolebindings.api.outage.NotTheApiException if what answers is not the
	 * API
	 * @throws NothingStartedException if the import stops meanwhile
	 */
	FileInspection inspect(InputFile file) {
		this.meter.start();
		this.progress.begin(ImportProgress.Phase.READING, -1);
		FileInspection inspection = inspectWithPlan(file);
		this.progress.importing(file.name(), this.preflight.target(), inspection.rows());
		inspection.notes().reportTo(this.progress);
		return inspection;
	}

	private FileInspection inspectWithPlan(InputFile file) {
		Path path = this.properties.plan();
		if (path == null) {
			return askAndRead(file, (row) -> {
			});
		}
		try (AppliedPlan plan = AppliedPlan.open(path)) {
			FileInspection inspection = askAndRead(file, plan::compare);
			return inspection.applying(plan.check(file, identity(inspection, null)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private FileInspection askAndRead(InputFile file, Consumer<InputRow> rows) {
		FileInspection.ofBeginning(file, this.properties.csv());
		try {
			this.preflight.check(() -> this.runs.hasRunOn(this.preflight.target().toString()), (heard) -> this.progress
				.note("No proper answer from " + this.preflight.target() + " yet (" + heard + "); trying again."));
			return FileInspection.of(file, this.properties.csv(), this.stop, rows);
		}
		catch (SendingStoppedException | StopRequestedException ex) {
			throw new NothingStartedException(this.stop.reason().orElseThrow());
		}
	}

	/** What tells the run of a file from others. */
	RunIdentity identity(FileInspection inspection, @Nullable String claim) {
		RunIdentity identity = this.properties.identity(inspection.sha256(), inspection.delimiter(),
				this.preflight.target().toString(), claim);
		return (inspection.plan() != null) ? identity.applying(inspection.plan()) : identity;
	}

}
