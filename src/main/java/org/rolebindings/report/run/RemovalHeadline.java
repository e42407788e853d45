package org.rolebindings.report.run;

import java.util.ArrayList;
import java.util.List;

import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.Outcome;
import org.rolebindings.binding.RunKind;
import org.rolebindings.binding.Wording;
import org.rolebindings.ledger.run.RunStatus;
import org.rolebindings.report.page.PageModel;
import org.rolebindings.report.page.Tone;
import org.rolebindings.report.summary.RunSummary;

/** Says how an undo or a revoke went. */
final class RemovalHeadline {

	private final RunSummary summary;

	private final RunTally tally;

	RemovalHeadline(RunSummary summary, RunTally tally) {
		this.summary = summary;
		this.tally = tally;
	}

	PageModel.Headline headline(Tone tone) {
		Long undone = this.summary.options().undone();
		String what = (this.summary.kind() == RunKind.REVOKE) ? "Revocation of the bindings in "
				: "Undo of " + ((undone != null) ? "run " + undone + ", the import of " : "the import of ");
		return new PageModel.Headline(what + this.summary.file() + " at " + this.summary.target(), tone, sentence(),
				remarks());
	}

	private String sentence() {
		long open = count(Outcome.PENDING);
		String stillOpen = (open == 0) ? " All rows are decided." : " " + Wording.of(open) + " of "
				+ Wording.of(this.summary.rows(), "row") + ((open == 1) ? " is" : " are") + " still open.";
		return switch (this.summary.status()) {
			case FAILED -> "Nothing was changed, because " + Wording.of(this.tally.failed()) + " of "
					+ Wording.of(this.summary.rows(), "row") + ((this.tally.failed() == 1) ? " is" : " are")
					+ " invalid.";
			case ABANDONED -> "This run was given up for a newer one." + stillOpen;
			case STOPPED, RUNNING -> "The " + this.summary.kind() + " stopped before its end." + stillOpen;
			case COMPLETED -> completed();
		};
	}

	private String completed() {
		if (this.summary.rows() == 0) {
			return (this.summary.kind() == RunKind.REVOKE) ? "The file has no rows."
					: "There was nothing to take back.";
		}
		String left = left();
		String changed = changed("was", "were");
		if (changed.isEmpty()) {
			return left.isEmpty() ? "There was nothing left to take back." : "Nothing was changed: " + left + ".";
		}
		return changed + (left.isEmpty() ? "" : "; " + left) + ".";
	}

	/** What was taken back; empty if nothing was. */
	private String changed(String one, String several) {
		long deleted = count(Outcome.DELETED);
		long restored = count(Outcome.RESTORED);
		List<String> parts = new ArrayList<>();
		if (deleted > 0) {
			parts.add(Wording.of(deleted, "binding") + " " + ((deleted == 1) ? one : several) + " deleted");
		}
		if (restored > 0) {
			parts.add(((deleted > 0) ? Wording.of(restored) : Wording.of(restored, "binding")) + " got "
					+ ((restored == 1) ? "its" : "their") + " former role back");
		}
		return String.join(", ", parts);
	}

	/** What was not taken back; empty if everything was. */
	private String left() {
		long changedSince = this.tally.failed(ErrorCode.CHANGED_SINCE);
		long failed = this.tally.failed() - changedSince;
		List<String> parts = new ArrayList<>();
		if (changedSince > 0) {
			parts.add(Wording.of(changedSince)
					+ ((changedSince == 1) ? " was left alone because it was" : " were left alone because they were")
					+ " changed since");
		}
		if (failed > 0) {
			parts.add(Wording.of(failed) + " failed");
		}
		return String.join(", and ", parts);
	}

	private List<String> remarks() {
		List<String> remarks = new ArrayList<>();
		if (this.summary.status() == RunStatus.STOPPED) {
			String changed = changed("is", "are");
			remarks.add("Nothing is lost. So far " + (changed.isEmpty() ? "nothing was changed" : changed)
					+ (left().isEmpty() ? "" : "; " + left()) + ".");
		}
		long gone = count(Outcome.GONE);
		if (gone > 0) {
			remarks.add(Wording.of(gone, "binding") + ((gone == 1) ? " was" : " were") + " gone already.");
		}
		long unchanged = count(Outcome.UNCHANGED);
		if (unchanged > 0) {
			remarks.add(Wording.of(unchanged, "binding") + ((unchanged == 1) ? " was as it was" : " were as they were")
					+ " before the undone run already.");
		}
		return remarks;
	}

	private long count(Outcome outcome) {
		return this.summary.outcomes().getOrDefault(outcome, 0L);
	}

}
