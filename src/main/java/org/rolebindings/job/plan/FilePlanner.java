package org.rolebindings.job.plan;

import java.util.function.Function;

import org.rolebindings.api.outage.ApiPreflight;
import org.rolebindings.csv.source.InputFile;
import org.rolebindings.job.progress.ImportProgress;
import org.rolebindings.job.run.FileInspection;
import org.rolebindings.job.run.ImportProperties;
import org.rolebindings.job.run.NothingStartedException;
import org.rolebindings.listing.ListingRefusedException;
import org.rolebindings.stop.SendingStoppedException;
import org.rolebindings.stop.StopRequestedException;
import org.rolebindings.stop.StopSwitch;

/**
 * Plans the import of a file. It needs no state, and sends nothing but GETs.
 */
public final class FilePlanner {

	private final ImportProperties properties;

	private final ApiPreflight preflight;

	private final PlanMaker maker;

	private final ImportProgress progress;

	private final StopSwitch stop;

	FilePlanner(ImportProperties properties, ApiPreflight preflight, PlanMaker maker, ImportProgress progress,
			StopSwitch stop) {
		this.properties = properties;
		this.preflight = preflight;
		this.maker = maker;
		this.progress = progress;
		this.stop = stop;
	}

	/**
	 * Plans the import of a file, and writes the plan.
	 * @param file the file
	 * @param advisor knows what to do after the plan
	 * @return the plan
	 * @throws org.rolebindings.csv.source.UnreadableFileException if the file cannot be
	 * imported
	 * @throws org.rolebindings.api.outage.NotTheApiException if what answers is not the
	 * API
	 * @throws AccountUnlistableException if the account cannot be listed
	 * @throws NothingStartedException if the command stops before the plan is written
	 */
	public Plan plan(InputFile file, Function<Plan, PlanAdvice> advisor) {
		this.maker.start();
		this.progress.begin(ImportProgress.Phase.READING, -1);
		try {
			FileInspection.ofBeginning(file, this.properties.csv());
			this.preflight.check((heard) -> this.progress
				.note("No proper answer from " + this.preflight.target() + " yet (" + heard + "); trying again."));
			return this.maker.make(file, this.preflight.target().toString(), advisor);
		}
		catch (ListingRefusedException ex) {
			throw new AccountUnlistableException(this.preflight.target(), ex);
		}
		catch (SendingStoppedException | StopRequestedException ex) {
			throw new NothingStartedException(this.stop.reason().orElseThrow());
		}
	}

}
