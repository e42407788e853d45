package org.rolebindings.job.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;
import org.rolebindings.csv.CsvOptions;
import org.rolebindings.csv.source.InputFile;
import org.rolebindings.job.names.FileNames;
import org.rolebindings.job.names.KeptAnswers;
import org.rolebindings.ledger.NameAnswerLedger;
import org.rolebindings.ledger.RunLedger;
import org.rolebindings.ledger.run.Run;
import org.rolebindings.ledger.run.RunPosition;
import org.rolebindings.store.KeyValueFile;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;

/**
 * Looks the file's names up before its rows are staged. The answers are kept with the run
 * until all rows have their ids, so that a restart does not ask again.
 */
public class NameLookUpListener implements StepExecutionListener {

	private static final String PREFIX = "names-";

	private final long run;

	private final InputFile file;

	private final CsvOptions options;

	private final Path state;

	private final RunLedger runs;

	private final NameAnswerLedger answers;

	private final FileNames names;

	NameLookUpListener(long run, InputFile file, CsvOptions options, Path state, RunLedger runs,
			NameAnswerLedger answers, FileNames names) {
		this.run = run;
		this.file = file;
		this.options = options;
		this.state = state;
		this.runs = runs;
		this.answers = answers;
		this.names = names;
	}

	@Override
	public void beforeStep(StepExecution stepExecution) {
		removeUnused();
		if (this.runs.get(this.run).position() == RunPosition.STAGING) {
			this.names.lookUp(this.file, this.options, this.state.resolve(PREFIX + this.run),
					new AnswersOfRun(this.answers, this.run));
		}
	}

	/** Removes the answers of runs that ended before their rows had them. */
	private void removeUnused() {
		try (DirectoryStream<Path> kept = Files.newDirectoryStream(this.state, PREFIX + "*")) {
			for (Path answers : kept) {
				if (!isUsed(answers.getFileName().toString().substring(PREFIX.length()))) {
					KeyValueFile.remove(answers);
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private boolean isUsed(String number) {
		return number.matches("\\d{1,18}") && this.runs.find(Long.valueOf(number)).filter(this::isUsed).isPresent();
	}

	/** Returns whether a run may still need its answers. */
	private boolean isUsed(Run kept) {
		boolean unfinished = kept.isUnfinished() && kept.position() == RunPosition.STAGING;
		return unfinished && (kept.identity().claim() != null || this.runs.toResume(kept.identity(), Instant.EPOCH)
			.filter((resumed) -> resumed.number() == kept.number())
			.isPresent());
	}

	@Override
	public @Nullable ExitStatus afterStep(StepExecution stepExecution) {
		if (stepExecution.getStatus() == BatchStatus.COMPLETED) {
			this.names.forget();
			this.answers.forget(this.run);
		}
		else {
			this.names.close();
		}
		return null;
	}

	/** The answers that the ledger has for a run. */
	private record AnswersOfRun(NameAnswerLedger answers, long run) implements KeptAnswers {

		@Override
		public void forEach(BiConsumer<String, String> consumer) {
			this.answers.forEach(this.run, consumer);
		}

		@Override
		public void add(Map<String, String> added) {
			this.answers.add(this.run, added);
		}

	}

}
