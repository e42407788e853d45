package org.rolebindings.job.remote;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class BrokerProblemTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					AMQ219007: Cannot connect to server(s). Tried with all available servers. | Cannot connect to server(s). Tried with all available servers
					Connection refused                     | Connection refused
					first.@second.                         | first
					""")
	void lineIsTheFirstOneOfTheCause(String message, String line) {
		Exception cause = new IllegalStateException(message.replace('@', '\n'));
		assertThat(BrokerProblem.line(new IllegalStateException("outer", cause))).isEqualTo(line);
	}

}
