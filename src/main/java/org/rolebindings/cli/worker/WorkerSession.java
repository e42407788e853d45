package org.rolebindings.cli.worker;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.http.ApiProperties;
import org.rolebindings.cli.console.Failures;
import org.rolebindings.cli.console.Messages;
import org.rolebindings.cli.key.WatchedKey;
import org.rolebindings.cli.process.InvalidSettingException;
import org.rolebindings.cli.settings.CliProperties;
import org.rolebindings.cli.settings.Settings;
import org.rolebindings.files.CauseChain;
import org.rolebindings.job.remote.BrokerProblem;
import org.rolebindings.job.remote.RangeQueue;
import org.rolebindings.job.remote.RangeRequest;
import org.rolebindings.job.remote.RemoteProperties;
import org.rolebindings.job.run.NothingStartedException;
import org.rolebindings.ledger.remote.Distribution;
import org.rolebindings.stop.SendingStoppedException;
import org.rolebindings.stop.StopReason;
import org.rolebindings.stop.StopSwitch;
import org.rolebindings.store.HoldLostException;

import org.springframework.jms.JmsException;
import org.springframework.jms.JmsSecurityException;

/**
 * Waits for requests to post ranges of rows, and posts them, until it is stopped. If the
 * broker or the database cannot be reached, it tries again.
 */
public final class WorkerSession implements AutoCloseable {

	private static final Duration RETRY = Duration.ofSeconds(2);

	/** What a person is to do after such a failure of an import. */
	private static final String FOR_AN_IMPORT = " Remove the cause; the same command goes on from there.";

	private static final String LOST = "This worker was frozen, or did not reach the database in time, so other workers "
			+ "take its rows.";

	private final Settings settings;

	private final Messages messages;

	private final WatchedKey key = new WatchedKey();

	private final DistributedRuns runs;

	private final StopSwitch stop = new StopSwitch();

	private final RangeQueue queue;

	private final String broker;

	private @Nullable RunInHand current;

	private @Nullable String lastTrouble;

	private boolean connected;

	/**
	 * Prepares the session.
	 * @param settings the settings of the worker
	 * @param messages prints notes
	 * @throws InvalidSettingException if there is no key
	 */
	public WorkerSession(Settings settings, Messages messages) {
		this.settings = settings;
		this.messages = messages;
		this.runs = new DistributedRuns(settings, messages);
		ApiProperties api = settings.bind(ApiProperties.class);
		var unused = this.key.read(api.apiKeyFile(), this::note);
		RemoteProperties remote = settings.bind(RemoteProperties.class);
		this.broker = remote.broker().shown();
		this.queue = new RangeQueue(remote.broker(), System.getenv(RemoteProperties.PASSWORD), this.runs.databaseId(),
				api.target().toString());
	}

	private void note(String sentence) {
		if (!this.settings.bind(CliProperties.class).quiet()) {
			this.messages.note(sentence);
		}
	}

	/** Stops the worker. Its requests in flight have ten seconds. */
	public synchronized void stop(StopReason reason) {
		this.stop.stop(reason);
		if (this.current != null) {
			this.current.stop().stop(reason);
		}
	}

	private synchronized void begin(@Nullable RunInHand run) {
		this.current = run;
		if (run != null) {
			this.stop.reason().ifPresent(run.stop()::stop);
		}
	}

	/**
	 * Works until it is stopped.
	 * @throws NothingStartedException if the key is refused, or the broker cannot be
	 * reached at the beginning
	 * @throws InvalidSettingException if the broker refuses the user, or a run is that of
	 * another version
	 */
	public void run() {
		while (!this.stop.isStopRequested()) {
			RangeRequest request = receive();
			if (request != null) {
				serve(request);
			}
			leaveIfOver();
		}
	}

	private @Nullable RangeRequest receive() {
		try {
			RangeRequest request = this.queue.receive();
			if (!this.connected) {
				this.connected = true;
				note("This worker waits for rows.");
			}
			return request;
		}
		catch (JmsException ex) {
			String problem = "The broker " + this.broker + " cannot be reached (" + BrokerProblem.line(ex) + ").";
			if (ex instanceof JmsSecurityException) {
				throw new InvalidSettingException("The broker " + this.broker + " refuses the user or the password ("
						+ BrokerProblem.line(ex) + "). Check --broker-url and " + RemoteProperties.PASSWORD + ".");
			}
			if (!this.connected) {
				throw new NothingStartedException(new StopReason(StopReason.Kind.FAILURE, problem));
			}
			// Rows must not be left to a worker that hears of none
			leave();
			trouble(problem);
			return null;
		}
	}

	/** Tells a problem once, and waits a little. */
	private void trouble(String problem) {
		if (!problem.equals(this.lastTrouble)) {
			this.lastTrouble = problem;
			note(problem + " It is tried again.");
		}
		try {
			this.stop.pause(RETRY);
		}
		catch (SendingStoppedException ex) {
			// The loop sees it
		}
	}

	private void serve(RangeRequest request) {
		try {
			RunInHand run = runOf(request);
			if (run != null) {
				run.work(request);
				this.lastTrouble = null;
			}
		}
		catch (InvalidSettingException ex) {
			leave();
			throw ex;
		}
		catch (RuntimeException ex) {
			Throwable known = Failures.known(ex);
			leave();
			if (known == null) {
				throw ex;
			}
			trouble(isLost(ex) ? LOST : Failures.sentence(known).replace(FOR_AN_IMPORT, ""));
		}
	}

	private static boolean isLost(RuntimeException failure) {
		return CauseChain.of(failure).anyMatch(HoldLostException.class::isInstance);
	}

	/** The run of a request; {@code null} if that is over. */
	private @Nullable RunInHand runOf(RangeRequest request) {
		if (this.current != null && this.current.isFor(request) && !this.current.stop().isStopRequested()) {
			return this.current;
		}
		Distribution distribution = this.runs.find(request).orElse(null);
		if (distribution == null) {
			return null;
		}
		leaveFormer();
		RunInHand joined = RunInHand.join(distribution, this.settings, this.key, this.messages);
		begin(joined);
		note("This worker has joined run " + joined.run() + ".");
		joined.awaitApi();
		return joined.stop().isStopRequested() ? null : joined;
	}

	private void leaveFormer() {
		RunInHand former = this.current;
		if (former != null) {
			former.stop()
				.stop(new StopReason(StopReason.Kind.RUN_OVER,
						"Run " + former.run() + " has ended, or was started again."));
			leaveIfOver();
		}
	}

	/** Leaves the run if its work has stopped. */
	private void leaveIfOver() {
		RunInHand run = this.current;
		if (run == null) {
			return;
		}
		StopReason reason = run.stop().reason().orElse(null);
		if (reason != null) {
			leave();
			if (reason.kind() == StopReason.Kind.DEAD_KEY) {
				throw new NothingStartedException(reason);
			}
			if (!this.stop.isStopRequested()) {
				note("This worker has left run " + run.run() + ": " + reason.message());
			}
		}
		else if (run.hasFailed()) {
			leave();
			trouble("The database has failed.");
		}
	}

	private void leave() {
		RunInHand run = this.current;
		begin(null);
		if (run != null) {
			run.close();
		}
	}

	@Override
	public void close() {
		leave();
		this.queue.close();
	}

}
