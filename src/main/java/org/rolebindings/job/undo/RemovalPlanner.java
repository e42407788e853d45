package org.rolebindings.job.undo;

import java.util.function.Consumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.ExistingBinding;
import org.rolebindings.binding.RunKind;
import org.rolebindings.binding.validation.TakenBackRow;
import org.rolebindings.csv.source.InputFile;
import org.rolebindings.job.plan.FilePlanner;
import org.rolebindings.job.plan.Plan;
import org.rolebindings.job.plan.PlanAdvice;
import org.rolebindings.job.plan.PlanSubject;
import org.rolebindings.job.plan.RemovalRule;
import org.rolebindings.job.plan.TakenBackRows;
import org.rolebindings.ledger.RemovalLedger;
import org.rolebindings.ledger.run.RunIdentity;
import org.rolebindings.listing.AccountListing;
import org.rolebindings.listing.ListedBinding;
import org.rolebindings.report.PlannedRow;
import org.rolebindings.report.summary.PlanAction;

/**
 * Predicts what an undo or a revoke would do. It sends nothing but GETs, and neither
 * starts a run nor closes one.
 */
public final class RemovalPlanner {

	private final Undoing undoing;

	private final Revoking revoking;

	private final KeySight sight;

	private final RemovalLedger removals;

	private final AccountListing listing;

	private final FilePlanner planner;

	RemovalPlanner(Undoing undoing, Revoking revoking, KeySight sight, RemovalLedger removals, AccountListing listing,
			FilePlanner planner) {
		this.undoing = undoing;
		this.revoking = revoking;
		this.sight = sight;
		this.removals = removals;
		this.listing = listing;
		this.planner = planner;
	}

	/**
	 * Plans an undo, and writes the plan.
	 * @param request what is to be undone
	 * @param advisor knows what to do after the plan
	 * @return the plan
	 * @throws NotUndoableException if there is no such run, or it is no import
	 * @throws org.rolebindings.csv.source.UnreadableFileException if a file cannot be
	 * used
	 * @throws NothingVisibleException if the key sees no binding
	 * @throws org.rolebindings.job.plan.AccountUnlistableException if the account cannot
	 * be listed
	 * @throws org.rolebindings.job.run.NothingStartedException if the command stops
	 * before the plan is written
	 */
	public Plan planUndo(UndoRequest request, Function<Plan, PlanAdvice> advisor) {
		this.planner.start();
		UndoSubject subject = this.undoing.read(request);
		RunIdentity identity = subject.identity();
		boolean done = this.undoing.isDone(subject);
		if (!done) {
			this.sight.require(identity);
		}
		RemovalRule rule = new RemovalRule(RunKind.UNDO, identity.target(), this.removals, this.listing);
		return this.planner.plan(
				new PlanSubject(RunKind.UNDO, subject.fileName(), identity.sha256(), subject.header(),
						identity.delimiter().charAt(0), identity.target()),
				done ? new DoneRows(subject.rows()) : new OpenRows(subject.rows(), identity.task().undone(), rule),
				advisor);
	}

	/**
	 * Plans a revoke, and writes the plan.
	 * @param file the file
	 * @param advisor knows what to do after the plan
	 * @return the plan
	 * @throws org.rolebindings.csv.source.UnreadableFileException if the file cannot be
	 * used
	 * @throws NothingVisibleException if the key sees no binding
	 * @throws org.rolebindings.job.plan.AccountUnlistableException if the account cannot
	 * be listed
	 * @throws org.rolebindings.job.run.NothingStartedException if the command stops
	 * before the plan is written
	 */
	public Plan planRevoke(InputFile file, Function<Plan, PlanAdvice> advisor) {
		this.planner.start();
		RunIdentity identity = this.revoking.identity(this.revoking.inspect(file));
		this.sight.require(identity);
		return this.planner.plan(file, new RemovalRule(RunKind.REVOKE, identity.target(), this.removals, this.listing),
				advisor);
	}

	/** Rows that an undo would take back. */
	private record OpenRows(UndoneRows rows, @Nullable Long undone, RemovalRule rule) implements TakenBackRows {

		@Override
		public void forEach(Consumer<TakenBackRow> consumer) {
			this.rows.forEach(0, consumer);
		}

		@Override
		public void listed(ListedBinding listed) {
			this.rule.listed().accept(listed);
		}

		@Override
		public PlannedRow decide(TakenBackRow row, @Nullable ExistingBinding existing) {
			return this.rule.decide(this.undone, row, existing);
		}

	}

	/**
	 * Rows that were all taken back by earlier undo runs, so that another one does
	 * nothing.
	 */
	private record DoneRows(UndoneRows rows) implements TakenBackRows {

		@Override
		public void forEach(Consumer<TakenBackRow> consumer) {
			this.rows.forEach(0, consumer);
		}

		@Override
		public void listed(ListedBinding listed) {
			// What is in place changes nothing
		}

		@Override
		public PlannedRow decide(TakenBackRow row, @Nullable ExistingBinding existing) {
			return new PlannedRow(row.toChecked().input(), PlanAction.NONE, existing, null,
					"An earlier undo has taken it back.");
		}

	}

}
