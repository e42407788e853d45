package org.rolebindings.job.plan;

import java.util.function.Function;
import java.util.function.Supplier;

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
 * Plans what a command would do. It sends nothing but GETs. The plan of an import needs
 * no state.
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
		return orNothingStarted(() -> {
			FileInspection.ofBeginning(file, this.properties.csv());
			this.preflight.check((heard) -> this.progress
				.note("No proper answer from " + this.preflight.target() + " yet (" + heard + "); trying again."));
			return this.maker.make(file, this.preflight.target().toString(),
					new ImportRule(this.properties.onConflict()), advisor);
		});
	}

	/** Starts the time of a plan that takes bindings back. */
	public void start() {
		this.maker.start();
	}

	/**
	 * Plans the revoke of a file, and writes the plan. The caller has looked whether the
	 * API answers.
	 * @param file the file
	 * @param rule decides about its valid rows
	 * @param advisor knows what to do after the plan
	 * @return the plan
	 * @throws org.rolebindings.csv.source.UnreadableFileException if the file cannot be
	 * used
	 * @throws AccountUnlistableException if the account cannot be listed
	 * @throws NothingStartedException if the command stops before the plan is written
	 */
	public Plan plan(InputFile file, RemovalRule rule, Function<Plan, PlanAdvice> advisor) {
		return orNothingStarted(() -> this.maker.make(file, this.preflight.target().toString(), rule, advisor));
	}

	/**
	 * Plans an undo, and writes the plan. The caller has looked whether the API answers.
	 * @param subject what is undone
	 * @param rows its rows
	 * @param advisor knows what to do after the plan
	 * @return the plan
	 * @throws org.rolebindings.csv.source.UnreadableFileException if the rows come from a
	 * file that has changed
	 * @throws AccountUnlistableException if the account cannot be listed
	 * @throws NothingStartedException if the command stops before the plan is written
	 */
	public Plan plan(PlanSubject subject, TakenBackRows rows, Function<Plan, PlanAdvice> advisor) {
		return orNothingStarted(() -> this.maker.make(subject, rows, advisor));
	}

	private Plan orNothingStarted(Supplier<Plan> making) {
		try {
			return making.get();
		}
		catch (ListingRefusedException ex) {
			throw new AccountUnlistableException(this.preflight.target(), ex);
		}
		catch (SendingStoppedException | StopRequestedException ex) {
			throw new NothingStartedException(this.stop.reason().orElseThrow());
		}
	}

}
