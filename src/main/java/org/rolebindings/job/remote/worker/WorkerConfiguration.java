package org.rolebindings.job.remote.worker;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;

import org.rolebindings.api.SendingRight;
import org.rolebindings.api.http.ApiEndpoint;
import org.rolebindings.api.http.ApiProperties;
import org.rolebindings.api.http.ServerClock;
import org.rolebindings.api.outage.OutageDetector;
import org.rolebindings.api.outage.OutageProperties;
import org.rolebindings.api.pace.RequestGate;
import org.rolebindings.api.pace.RequestMeter;
import org.rolebindings.job.post.Posting;
import org.rolebindings.job.post.PostingConfiguration;
import org.rolebindings.job.progress.ImportProgress;
import org.rolebindings.job.remote.pace.WorkerPace;
import org.rolebindings.job.remote.pace.WorkerRate;
import org.rolebindings.job.run.ImportProperties;
import org.rolebindings.ledger.InFlightLedger;
import org.rolebindings.ledger.RowLedger;
import org.rolebindings.ledger.RunLedger;
import org.rolebindings.ledger.remote.Distribution;
import org.rolebindings.ledger.remote.DistributionLedger;
import org.rolebindings.ledger.remote.RangeLedger;
import org.rolebindings.ledger.remote.UpdateUnits;
import org.rolebindings.ledger.remote.WorkerLedger;
import org.rolebindings.ledger.run.Run;
import org.rolebindings.listing.ListingConfiguration;
import org.rolebindings.placing.PlacingConfiguration;
import org.rolebindings.placing.WindowLimits;
import org.rolebindings.stop.StopSwitch;
import org.rolebindings.store.HoldLostException;
import org.rolebindings.store.PartHold;
import org.rolebindings.store.StateHold;
import org.rolebindings.store.StateHolder;
import org.rolebindings.store.pace.PaceDatabase;

import org.springframework.batch.core.repository.JobRepository;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The beans of a worker that works for one start of a run. They need its
 * {@link Distribution}, besides the client of the API and the ledger.
 */
@Configuration(proxyBeanMethods = false)
@Import({ ListingConfiguration.class, PlacingConfiguration.class, PostingConfiguration.class })
public class WorkerConfiguration {

	private static final Duration SOON = Duration.ofMillis(250);

	@Bean
	SendingRight sendingRight(StateHold hold) {
		return (changesExisting) -> {
			if ("".equals(hold.target())) {
				throw new HoldLostException("This worker has given its rows back.");
			}
			hold.requireFor(changesExisting);
		};
	}

	@Bean
	WorkerPulse workerPulse(Distribution distribution, WorkerLedger workers, DistributionLedger ledger,
			OutageDetector answers, OutageProperties outage, StopSwitch stop) {
		WorkerPulse pulse = new WorkerPulse(distribution, workers, ledger, answers, outage.outageTimeout(), stop);
		StateHolder process = StateHolder.thisProcess();
		pulse.join("process " + process.pid() + " on " + process.host());
		return pulse;
	}

	@Bean
	@ConditionalOnProperty("role-bindings.rate")
	WorkerRate workerRate(PaceDatabase database, ApiProperties properties, StopSwitch stop) {
		return new WorkerRate(database, properties.target().toString(), Objects.requireNonNull(properties.rate()),
				stop);
	}

	@Bean(initMethod = "start")
	WorkerPace workerPace(PaceDatabase database, ApiProperties properties, RequestGate gate, OutageDetector answers) {
		return new WorkerPace(database, properties.target().toString(), gate, answers);
	}

	@Bean
	WorkerReport workerReport(Distribution distribution, WorkerPulse pulse, WorkerLedger ledger, RequestMeter meter,
			PlatformTransactionManager transactions) {
		return new WorkerReport(distribution.start().run(), pulse.worker(), ledger, meter,
				new TransactionTemplate(transactions));
	}

	@Bean
	SharedLimits sharedLimits(Distribution distribution, ImportProperties run, DistributionLedger ledger,
			RangeLedger ranges, UpdateUnits units, StopSwitch stop) {
		return new SharedLimits(distribution.start().run(), new SharedLimits.Most(run.maxFailures(), run.maxUpdates()),
				ledger, ranges, units, stop);
	}

	/** With a limit of failures the other workers have to hear of each failure soon. */
	@Bean
	@Primary
	WindowLimits windowLimitsOfWorker(ApiProperties properties, ImportProperties run) {
		WindowLimits limits = WindowLimits.ofSenders(properties.concurrency());
		return (run.maxFailures() == null) ? limits
				: new WindowLimits(limits.senders(), limits.grace(), limits.batch(), SOON);
	}

	@Bean
	RangeSteps.Rows rowsOfRanges(RowLedger rows, InFlightLedger inFlight, RangeLedger ranges) {
		return new RangeSteps.Rows(rows, inFlight, ranges);
	}

	@Bean
	RangeSteps.Telling tellingOfRanges(WorkerReport report, SharedLimits limits, ImportProgress progress) {
		return new RangeSteps.Telling(report, limits, new NotesOnly(progress));
	}

	@Bean
	RangeSteps rangeSteps(JobRepository repository, RangeSteps.Rows rows, Posting posting, ServerClock serverClock,
			StopSwitch stop, RangeSteps.Telling telling) {
		return new RangeSteps(repository, rows, posting, serverClock, stop, telling);
	}

	@Bean
	Posting posting(Function<Run, Posting> postings, RunLedger runs, Distribution distribution) {
		return postings.apply(runs.get(distribution.start().run()));
	}

	@Bean
	RangeWorker.Ledgers ledgersOfWorker(DistributionLedger ledger, RangeLedger ranges, JobRepository repository) {
		return new RangeWorker.Ledgers(ledger, ranges, repository);
	}

	@Bean
	RangeWorker rangeWorker(Distribution distribution, ApiEndpoint endpoint, ApiProperties properties, PartHold hold,
			RangeWorker.Ledgers ledgers, RangeSteps steps, WorkerPulse pulse) {
		RangeWorker.Account account = new RangeWorker.Account(endpoint.target().toString(), properties.timeout());
		return new RangeWorker(distribution, account, hold, ledgers, steps, pulse);
	}

}
