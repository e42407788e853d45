package org.rolebindings.job.stage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.validation.InputRow;
import org.rolebindings.csv.CsvOptions;
import org.rolebindings.csv.CsvRecordReader;
import org.rolebindings.csv.source.InputFile;
import org.rolebindings.ledger.RowLedger;
import org.rolebindings.ledger.RunLedger;
import org.rolebindings.ledger.run.Run;
import org.rolebindings.ledger.run.RunPosition;
import org.rolebindings.stop.StopSwitch;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamException;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * Reads the rows of the file that are not in the ledger yet. It returns them in blocks,
 * because the framework's work for single rows would take longer than the rows
 * themselves. The ledger is the checkpoint, because its rows are written in the chunk's
 * transaction. The file is always read from its beginning, so that a change is noticed.
 */
public class StagingReader implements ItemStreamReader<List<InputRow>>, StepExecutionListener {

	private static final int MAX_ROWS = 500;

	/**
	 * A block ends when it has so many characters; its last row may have over a million
	 * more.
	 */
	private static final int MAX_CHARACTERS = 1 << 19;

	private final InputFile file;

	private final CsvOptions options;

	private final Run run;

	private final RunLedger runs;

	private final RowLedger rows;

	private final StopSwitch stop;

	private @Nullable StepExecution stepExecution;

	private @Nullable CsvRecordReader reader;

	private long stagedLine;

	private boolean readToItsEnd;

	StagingReader(InputFile file, CsvOptions options, Run run, RunLedger runs, RowLedger rows, StopSwitch stop) {
		this.file = file;
		this.options = options;
		this.run = run;
		this.runs = runs;
		this.rows = rows;
		this.stop = stop;
	}

	@Override
	public void beforeStep(StepExecution stepExecution) {
		this.stepExecution = stepExecution;
	}

	@Override
	public void open(ExecutionContext executionContext) {
		if (this.runs.get(this.run.number()).position() != RunPosition.STAGING) {
			return;
		}
		this.stagedLine = this.rows.lastStagedLine(this.run.number());
		this.reader = CsvRecordReader.open(this.file, this.options);
	}

	/**
	 * Reads the next block of rows.
	 * @return at least one row; {@code null} if all of them are staged, or the run stops
	 */
	@Override
	public @Nullable List<InputRow> read() {
		if (this.reader == null) {
			return null;
		}
		List<InputRow> block = new ArrayList<>(MAX_ROWS);
		int characters = 0;
		while (block.size() < MAX_ROWS && characters < MAX_CHARACTERS) {
			InputRow row = readRow();
			if (row == null) {
				break;
			}
			block.add(row);
			characters += row.carried().length();
		}
		return block.isEmpty() ? null : block;
	}

	/** Returns the next row; {@code null} at the end of the file, or if the run stops. */
	private @Nullable InputRow readRow() {
		CsvRecordReader records = started(this.reader);
		while (!this.stop.isStopRequested()) {
			InputRow row = records.read();
			if (row == null) {
				if (!records.sha256().equals(this.run.identity().sha256())) {
					throw this.file.changed();
				}
				this.readToItsEnd = true;
				return null;
			}
			if (row.line() > this.stagedLine) {
				return row;
			}
		}
		started(this.stepExecution).setTerminateOnly();
		return null;
	}

	/**
	 * Stores that the file is staged, if the step has completed.
	 * @param stepExecution the step, which has ended
	 */
	public void ended(StepExecution stepExecution) {
		if (this.readToItsEnd && stepExecution.getStatus() == BatchStatus.COMPLETED) {
			this.runs.reached(this.run.number(), RunPosition.STAGED);
		}
	}

	private static <T> T started(@Nullable T value) {
		if (value == null) {
			throw new IllegalStateException("The step has not been started");
		}
		return value;
	}

	@Override
	public void close() {
		try {
			if (this.reader != null) {
				this.reader.close();
			}
		}
		catch (IOException ex) {
			throw new ItemStreamException(ex);
		}
	}

}
