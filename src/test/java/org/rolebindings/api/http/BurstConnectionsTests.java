package org.rolebindings.api.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.classic.MinimalHttpClient;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Tests for {@link BurstConnections}: when it is that the others are let go first. */
@Timeout(60)
class BurstConnectionsTests {

	private static final String BODY = "{}";

	private final List<String> course = new CopyOnWriteArrayList<>();

	@Test
	void othersGoFirstBeforeARequestLeavesAndBeforeItsAnswerIsReadOnceAnAnswerCameSoon() throws IOException {
		exchange(0, 0, 0);
		assertThat(this.course).containsExactly("arrived", "others", "arrived", "others", "others", "arrived",
				"others");
	}

	@Test
	void nobodyGoesFirstWhileAnswersTakeAWhile() throws IOException {
		exchange(0, 20, 19, 50, 50);
		assertThat(this.course).containsExactly("arrived", "others", "arrived", "others", "arrived", "others",
				"arrived", "others", "arrived");
	}

	/**
	 * Sends a request after the other, the answers to which take so many milliseconds.
	 */
	private void exchange(int... latencies) throws IOException {
		try (RawServer server = new RawServer((in, out) -> {
			while (true) {
				RawServer.readHead(in);
				in.skipNBytes(BODY.length());
				this.course.add("arrived");
				out.write("HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\n{}".getBytes(StandardCharsets.US_ASCII));
			}
		});
				MinimalHttpClient client = HttpClients.createMinimal(PoolingHttpClientConnectionManagerBuilder.create()
					.setConnectionFactory(BurstConnections.create(this::letOthersGo, clock(latencies)))
					.build())) {
			for (int i = 0; i < latencies.length; i++) {
				HttpPost request = new HttpPost("http://" + server.address() + "/v2/role-bindings");
				request.setEntity(new StringEntity(BODY));
				String answer = client.execute(request, (response) -> EntityUtils.toString(response.getEntity()));
				assertThat(answer).isEqualTo("{}");
			}
		}
	}

	/** Is looked at before each answer, and after it. */
	private static LongSupplier clock(int... latencies) {
		return IntStream.of(latencies)
			.mapToLong((millis) -> Duration.ofMillis(millis).toNanos())
			.flatMap((nanos) -> LongStream.of(0, nanos))
			.iterator()::nextLong;
	}

	/**
	 * The first time in each exchange gives what should not have left yet time to arrive;
	 * the second waits for it.
	 */
	private void letOthersGo() {
		int before = this.course.size();
		long told = this.course.stream().filter("others"::equals).count();
		if (told % 2 == 0) {
			await().during(Duration.ofMillis(100)).until(() -> this.course.size() == before);
		}
		else {
			await().until(() -> this.course.get(this.course.size() - 1).equals("arrived"));
		}
		this.course.add("others");
	}

}
