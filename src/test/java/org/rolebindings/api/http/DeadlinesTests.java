package org.rolebindings.api.http;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link Deadlines}. */
class DeadlinesTests {

	private final HttpGet request = new HttpGet("http://localhost");

	@Test
	void lookWhenTheTimeIsUpAbortsTheRequest() {
		Deadlines deadlines = new Deadlines(Duration.ZERO, System::nanoTime);
		try (Deadlines.Deadline deadline = deadlines.begin(this.request)) {
			deadlines.look();
			assertThat(deadline.isMissed()).isTrue();
			assertThat(this.request.isAborted()).isTrue();
		}
	}

	@Test
	void lookWhenARequestCannotBeAbortedAbortsTheOthers() {
		Deadlines deadlines = new Deadlines(Duration.ZERO, System::nanoTime);
		List<HttpGet> requests = Stream.generate(() -> new HttpGet("http://localhost")).limit(20).toList();
		requests.forEach(deadlines::begin);
		Deadlines.Deadline stubborn = deadlines.begin(new HttpGet("http://localhost") {

			@Override
			public void abort() {
				throw new IllegalStateException("cannot be aborted");
			}

		});
		deadlines.look();
		assertThat(requests).allMatch(HttpGet::isAborted);
		assertThat(stubborn.isMissed()).isTrue();
	}

	@Test
	void lookWhenThereIsTimeLeftAbortsNothing() {
		Deadlines deadlines = new Deadlines(Duration.ofHours(1), System::nanoTime);
		try (Deadlines.Deadline deadline = deadlines.begin(this.request)) {
			deadlines.look();
			assertThat(deadline.isMissed()).isFalse();
			assertThat(this.request.isAborted()).isFalse();
		}
	}

	@Test
	void lookWhenTheRequestWasAnsweredAbortsNothing() {
		Deadlines deadlines = new Deadlines(Duration.ZERO, System::nanoTime);
		Deadlines.Deadline deadline = deadlines.begin(this.request);
		deadline.close();
		deadlines.look();
		assertThat(deadline.isMissed()).isFalse();
		assertThat(this.request.isAborted()).isFalse();
	}

}
