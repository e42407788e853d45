package org.rolebindings.job.remote.manager;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.rolebindings.job.post.PostStep;
import org.rolebindings.job.run.StartParameters;
import org.rolebindings.ledger.RowLedger;
import org.rolebindings.ledger.remote.Distribution;
import org.rolebindings.ledger.remote.DistributionLedger;
import org.rolebindings.ledger.remote.UpdateUnits;
import org.rolebindings.store.PartHold;

import org.springframework.batch.core.partition.StepExecutionSplitter;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;

/**
 * Makes a step execution for each range of the rows of a run. Each start is a job
 * instance of its own, so there are no earlier ones to look for: Batch's splitter looks
 * once for each range, through all of them.
 */
final class RangeSplitter implements StepExecutionSplitter {

	private final JobRepository repository;

	private final PartHold hold;

	private final String version;

	private final Map<String, String> settings;

	private final RowLedger rows;

	private final DistributionLedger ledger;

	private final UpdateUnits units;

	RangeSplitter(JobRepository repository, PartHold hold, Workers workers, RowLedger rows, DistributionLedger ledger,
			UpdateUnits units) {
		this.repository = repository;
		this.hold = hold;
		this.version = workers.version();
		this.settings = workers.settings();
		this.rows = rows;
		this.ledger = ledger;
		this.units = units;
	}

	/**
	 * What the workers of a run must have.
	 *
	 * @param version the version of the program
	 * @param settings the settings of the run, by name
	 */
	record Workers(String version, Map<String, String> settings) {
	}

	@Override
	public String getStepName() {
		return PostStep.NAME;
	}

	@Override
	public Set<StepExecution> split(StepExecution stepExecution, int gridSize) {
		Distribution distribution = new Distribution(StartParameters.start(stepExecution), this.hold.fence(),
				this.version, this.settings, null);
		RangePartitioner ranges = new RangePartitioner(distribution, this.rows, this.ledger, this.units);
		Set<StepExecution> steps = new HashSet<>();
		ranges.partition(gridSize).forEach((name, context) -> {
			StepExecution step = this.repository.createStepExecution(getStepName() + ":" + name,
					stepExecution.getJobExecution());
			step.setExecutionContext(context);
			this.repository.updateExecutionContext(step);
			steps.add(step);
		});
		return steps;
	}

}
