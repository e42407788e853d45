package org.rolebindings.job.plan;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.RoleBinding;
import org.rolebindings.binding.Binding;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.ExistingBinding;
import org.rolebindings.binding.Quoting;
import org.rolebindings.binding.Removal;
import org.rolebindings.binding.RemovalAction;
import org.rolebindings.binding.RunKind;
import org.rolebindings.binding.validation.InputRow;
import org.rolebindings.binding.validation.TakenBackRow;
import org.rolebindings.job.post.ListedResources;
import org.rolebindings.ledger.RemovalLedger;
import org.rolebindings.listing.AccountListing;
import org.rolebindings.listing.ListedBinding;
import org.rolebindings.listing.ListingRefusedException;
import org.rolebindings.placing.RemovalRefusal;
import org.rolebindings.placing.row.Refusal;
import org.rolebindings.report.PlannedRow;
import org.rolebindings.report.summary.PlanAction;

/** Decides on the action of a row by the rules of the undo and the revoke. */
public final class RemovalRule implements ActionRule {

	private final RunKind kind;

	private final String target;

	private final RemovalLedger ledger;

	private final AccountListing listing;

	private final ListedResources sight;

	/**
	 * Prepares to decide, once all bindings are listed.
	 * @param kind UNDO or REVOKE
	 * @param target the normalised base URL
	 * @param ledger knows what was deleted before
	 * @param listing lists the bindings of single users
	 */
	public RemovalRule(RunKind kind, String target, RemovalLedger ledger, AccountListing listing) {
		this.kind = kind;
		this.target = target;
		this.ledger = ledger;
		this.listing = listing.patient();
		this.sight = new ListedResources(listing);
		this.sight.listedAll();
	}

	@Override
	public RunKind kind() {
		return this.kind;
	}

	@Override
	public Consumer<ListedBinding> listed() {
		return (listed) -> this.sight.seen(listed.binding());
	}

	/** Decides about a row of a revoke. */
	@Override
	public PlannedRow decide(InputRow row, Binding wanted, @Nullable ExistingBinding existing) {
		return decide(row, wanted, Removal.OF_ROW, existing);
	}

	/**
	 * Decides about a row of an undo.
	 * @param undone the run that is undone, or {@code null} if only its report is there
	 * @param row the row
	 * @param existing the user's binding on the resource, or {@code null} if this key
	 * sees none
	 */
	public PlannedRow decide(@Nullable Long undone, TakenBackRow row, @Nullable ExistingBinding existing) {
		InputRow input = row.toChecked().input();
		if (existing != null && !existing.isComplete()) {
			return PlannedRow.incomplete(input, row.binding());
		}
		return decide(input, row.binding(), removal(undone, row), existing);
	}

	private Removal removal(@Nullable Long undone, TakenBackRow row) {
		if (row.made() != null) {
			return new Removal(row.made().id(), row.formerRoleId());
		}
		return (undone != null) ? this.ledger.leftInDoubt(undone, row.binding()) : Removal.placedIn(List.of());
	}

	private PlannedRow decide(InputRow row, Binding wanted, Removal removal, @Nullable ExistingBinding existing) {
		boolean isTimeNeeded = existing != null && !removal.placed().isEmpty();
		RemovalAction action = RemovalAction.decide(wanted.roleId(), removal, existing,
				isTimeNeeded ? createdAt(wanted) : null);
		if (isTakenBackUnanswered(wanted, removal, existing, action)) {
			return new PlannedRow(row, PlanAction.GONE, existing, null, null);
		}
		if (existing == null && !isSeenOrDeleted(wanted, removal, action)) {
			Refusal refusal = RemovalRefusal.notVisible(wanted);
			return new PlannedRow(row, PlanAction.FAIL, null, refusal.code(), refusal.message());
		}
		return new PlannedRow(row, PlanAction.of(action), existing,
				(action == RemovalAction.CHANGED_SINCE) ? ErrorCode.CHANGED_SINCE : null,
				message(wanted, removal, existing, action));
	}

	/** Returns whether it is known that the binding that is not seen is gone. */
	private boolean isSeenOrDeleted(Binding wanted, Removal removal, RemovalAction action) {
		return this.sight.seesAny(wanted)
				|| (action == RemovalAction.GONE && this.ledger.hasDeleted(this.target, wanted, removal.bindingId()));
	}

	/**
	 * Returns whether an earlier run in this state deleted the binding, but did not get
	 * the answer.
	 */
	private boolean isTakenBackUnanswered(Binding wanted, Removal removal, @Nullable ExistingBinding existing,
			RemovalAction action) {
		if (action != RemovalAction.GONE && (action != RemovalAction.CHANGED_SINCE || existing == null)) {
			return false;
		}
		ExistingBinding sent = this.ledger.mayHaveTakenBack(this.target, wanted);
		return sent != null && (existing == null || (removal.formerRole(sent) == null && !sent.hasId(existing.id())));
	}

	private static @Nullable String message(Binding wanted, Removal removal, @Nullable ExistingBinding existing,
			RemovalAction action) {
		if (action == RemovalAction.RESTORE && existing != null) {
			String former = removal.formerRole(existing);
			return "The user would get the role " + Quoting.quoted((former != null) ? former : "") + " back.";
		}
		if (action != RemovalAction.CHANGED_SINCE) {
			return null;
		}
		Refusal refusal = RemovalRefusal.changed(wanted, removal.bindingId(), existing);
		return (existing != null) ? refusal.reason() + " It would be left alone." : refusal.message();
	}

	/**
	 * Finds out when the user's binding on the resource was created; {@code null} if it
	 * is gone by now.
	 */
	private @Nullable Instant createdAt(Binding wanted) {
		try {
			AccountListing.Pages pages = this.listing.pages(wanted.resourceType(), wanted.userId());
			while (pages.hasNext()) {
				for (RoleBinding binding : pages.nextAsListed()) {
					if (binding.isFor(wanted) && binding.isComplete()) {
						return binding.createdAt();
					}
				}
			}
			return null;
		}
		catch (ListingRefusedException ex) {
			if (ex.isNotFound()) {
				return null;
			}
			throw ex;
		}
	}

}
