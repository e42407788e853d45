package org.rolebindings.cli.undo;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rolebindings.binding.RunKind;
import org.rolebindings.job.undo.RemovalOffer;

import static org.assertj.core.api.Assertions.assertThat;

class AskedFirstTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					2 | 0 | 0 | deletes 2 bindings, where nobody has changed them since.
					1 | 0 | 0 | deletes 1 binding, where nobody has changed it since.
					0 | 5 | 0 | gives 5 bindings the former role back, where nobody has changed them since.
					1 | 1 | 0 | deletes 1 binding and gives 1 binding the former role back, where nobody has changed them since.
					0 | 0 | 3 | takes back what the run did on 3 rows of which it does not know whether they were put in place.
					9 | 0 | 2 | deletes 9 bindings, where nobody has changed them since. It also takes back what the run did on 2 rows of which it does not know whether they were put in place.
					""")
	void sentenceSaysOnlyWhatThereIs(long deleted, long restored, long inDoubt, String said) {
		assertThat(AskedFirst
			.sentence(new RemovalOffer(RunKind.UNDO, "run 2", "https://api.arize.com", deleted, restored, inDoubt)))
			.isEqualTo("The undo of run 2 at https://api.arize.com " + said);
	}

}
