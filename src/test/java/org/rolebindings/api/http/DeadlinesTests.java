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
	void abortExpiredWhenTheTimeIsUpAbortsTheRequest() {
		Deadlines deadlines = new Deadlines(Duration.ZERO, System::nanoTime);
		try (Deadlines.Deadline deadline = deadlines.begin(this.request)) {
			deadlines.abortExpired();
			assertThat(deadline.isExpired()).isTrue();
			assertThat(this.request.isAborted()).isTrue();
		}
	}

	@Test
	void abortExpiredWhenARequestCannotBeAbortedAbortsTheOthers() {
		Deadlines deadlines = new Deadlines(Duration.ZERO, System::nanoTime);
		List<HttpGet> requests = Stream.generate(() -> new HttpGet("http://localhost")).limit(20).toList();
		requests.forEach(deadlines::begin);
		Deadlines.Deadline stubborn = deadlines.begin(new HttpGet("http://localhost") {

			@Override
			public void abort() {
				throw new IllegalStateException("cannot be aborted");
			}

		});
		deadlines.abortExpired();
		assertThat(requests).allMatch(HttpGet::isAborted);
		assertThat(stubborn.isExpired()).isTrue();
	}

	@Test
	void abortExpiredWhenThereIsTimeLeftAbortsNothing() {
		Deadlines deadlines = new Deadlines(Duration.ofHours(1), System::nanoTime);
		try (Deadlines.Deadline deadline = deadlines.begin(this.request)) {
			deadlines.abortExpired();
			assertThat(deadline.isExpired()).isFalse();
			assertThat(this.request.isAborted()).isFalse();
		}
	}

	@Test
	void abortExpiredWhenTheRequestWasAnsweredAbortsNothing() {
		Deadlines deadlines = new Deadlines(Duration.ZERO, System::nanoTime);
		Deadlines.Deadline deadline = deadlines.begin(this.request);
		deadline.close();
		deadlines.abortExpired();
		assertThat(deadline.isExpired()).isFalse();
		assertThat(this.request.isAborted()).isFalse();
	}

}
