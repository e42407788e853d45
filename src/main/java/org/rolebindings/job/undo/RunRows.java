package org.rolebindings.job.undo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

import org.rolebindings.binding.validation.TakenBackRow;
import org.rolebindings.ledger.RemovalLedger;
import org.rolebindings.stop.StopRequestedException;
import org.rolebindings.stop.StopSwitch;

/** The rows of a run in the state. */
final class RunRows implements UndoneRows {

	private static final int PAGE = 500;

	private final long run;

	private final RemovalLedger ledger;

	private final StopSwitch stop;

	RunRows(long run, RemovalLedger ledger, StopSwitch stop) {
		this.run = run;
		this.ledger = ledger;
		this.stop = stop;
	}

	@Override
	public void forEach(long afterLine, Consumer<TakenBackRow> rows) {
		List<TakenBackRow> page = this.ledger.undoneAfter(this.run, afterLine, PAGE);
		while (!page.isEmpty()) {
			requireGoingOn();
			page.forEach(rows);
			page = this.ledger.undoneAfter(this.run, page.get(page.size() - 1).line(), PAGE);
		}
	}

	@Override
	public long firstMissing(Iterator<Long> lines) {
		while (lines.hasNext()) {
			requireGoingOn();
			List<Long> page = new ArrayList<>();
			while (lines.hasNext() && page.size() < PAGE) {
				page.add(lines.next());
			}
			List<Long> missing = this.ledger.missing(this.run, page);
			if (!missing.isEmpty()) {
				return Collections.min(missing);
			}
		}
		return 0;
	}

	private void requireGoingOn() {
		if (this.stop.isStopRequested()) {
			throw new StopRequestedException();
		}
	}

}
