package org.rolebindings.job.remote.worker;

import java.util.List;

import org.rolebindings.api.pace.RequestMeter;
import org.rolebindings.ledger.remote.WorkerLedger;
import org.rolebindings.ledger.remote.WorkerProgress;

import org.springframework.transaction.support.TransactionTemplate;

/** What a worker tells about its work on a run. */
final class WorkerReport {

	private final long run;

	private final String worker;

	private final WorkerLedger ledger;

	private final SentSince sent;

	private final TransactionTemplate transaction;

	WorkerReport(long run, String worker, WorkerLedger ledger, RequestMeter meter, TransactionTemplate transaction) {
		this.run = run;
		this.worker = worker;
		this.ledger = ledger;
		this.sent = new SentSince(meter);
		this.transaction = transaction;
	}

	/** Returns what tells the worker from others. */
	String worker() {
		return this.worker;
	}

	void inTransaction(Runnable work) {
		this.transaction.executeWithoutResult((status) -> work.run());
	}

	/** Tells which rows are decided, in the transaction that decides them. */
	void decided(long decided, List<WorkerProgress.Failure> failures) {
		this.ledger.add(this.run, this.worker, new WorkerProgress(this.sent.take(), decided, failures));
	}

	/** Tells what was sent since the last decisions. */
	void sent() {
		inTransaction(() -> decided(0, List.of()));
	}

}
