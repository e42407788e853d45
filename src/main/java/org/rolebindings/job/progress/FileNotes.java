package org.rolebindings.job.progress;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.validation.ExchangedColumns;
import org.rolebindings.csv.CsvRecordReader;

/**
 * Notes about a file that can be imported but may be wrong.
 *
 * @param sentences the notes
 * @param explained the error code of the rows that a note explains, or {@code null}
 */
public record FileNotes(List<String> sentences, @Nullable ErrorCode explained) {

	/**
	 * Collects the notes.
	 * @param reader the file, read to its end
	 * @param exchanged the check of the columns, after the last row
	 */
	public static FileNotes of(CsvRecordReader reader, ExchangedColumns exchanged) {
		List<String> sentences = new ArrayList<>(reader.notes());
		List<String> dropped = reader.header().dropped();
		if (!dropped.isEmpty()) {
			sentences.add("The reports leave these columns out, because they add columns of the same names: "
					+ String.join(", ", dropped) + ".");
		}
		exchanged.sentence().ifPresent(sentences::add);
		return new FileNotes(sentences, exchanged.code().orElse(null));
	}

	/** Reports the notes, and the code that they explain. */
	public void reportTo(ImportProgress progress) {
		this.sentences.forEach(progress::note);
		if (this.explained != null) {
			progress.explained(this.explained);
		}
	}

}
