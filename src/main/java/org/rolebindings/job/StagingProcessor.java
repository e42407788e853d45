package org.rolebindings.job;

import org.rolebindings.binding.CheckedRow;
import org.rolebindings.binding.InputRow;
import org.rolebindings.binding.RowValidator;

import org.springframework.batch.infrastructure.item.ItemProcessor;

/** Validates the rows of the file. A row that is INVALID goes on as such. */
class StagingProcessor implements ItemProcessor<InputRow, CheckedRow> {

	private final RowValidator validator;

	private final ImportProgress progress;

	StagingProcessor(RowValidator validator, ImportProgress progress) {
		this.validator = validator;
		this.progress = progress;
	}

	@Override
	public CheckedRow process(InputRow row) {
		CheckedRow checked = this.validator.validate(row);
		this.progress.advance();
		if (checked.rejection() != null) {
			this.progress.failed(row.line(), checked.rejection().code(), checked.rejection().message());
		}
		return checked;
	}

}
