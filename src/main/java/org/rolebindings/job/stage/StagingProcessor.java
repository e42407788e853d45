package org.rolebindings.job.stage;

import java.util.List;

import org.rolebindings.binding.validation.CheckedRow;
import org.rolebindings.binding.validation.InputRow;
import org.rolebindings.binding.validation.RowValidator;
import org.rolebindings.job.names.FileNames;
import org.rolebindings.job.progress.ImportProgress;

import org.springframework.batch.infrastructure.item.ItemProcessor;

/** Validates a block of rows of the file. INVALID rows go to the writer, too. */
public class StagingProcessor implements ItemProcessor<List<InputRow>, List<CheckedRow>> {

	private final FileNames names;

	private final RowValidator validator;

	private final ImportProgress progress;

	StagingProcessor(FileNames names, ImportProgress progress) {
		this.names = names;
		this.validator = new RowValidator(names);
		this.progress = progress;
	}

	@Override
	public List<CheckedRow> process(List<InputRow> block) {
		return block.stream().map(this::check).toList();
	}

	private CheckedRow check(InputRow row) {
		CheckedRow checked = this.validator.validate(row);
		this.progress.advance();
		if (checked.rejection() != null) {
			this.progress.failed(row.line(), checked.rejection().code(), checked.rejection().message());
		}
		return this.names.withIds(checked);
	}

}
