package org.rolebindings.api.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rolebindings.api.TestBindings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a create costs in memory, from the row to the decision, which tells of needless
 * work on every machine alike.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ExchangeAllocationTests {

	private static final int WARM_UP = 2_000;

	private static final int ROWS = 2_000;

	/** It was over 15 KiB while each body was read into a buffer of a fixed size. */
	private static final long MOST_BYTES = 12 << 10;

	@Test
	void createAllocatesWithinBounds() throws IOException {
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		try (RawServer server = new RawServer(ExchangeAllocationTests::answerAll);
				TestApiClient client = new TestApiClient("http://" + server.address(), TestApiClient.AMPLE)) {
			create(client, WARM_UP);
			long before = threads.getCurrentThreadAllocatedBytes();
			create(client, ROWS);
			long allocated = threads.getCurrentThreadAllocatedBytes() - before;
			assertThat(allocated / ROWS).isBetween(1L, MOST_BYTES);
			assertThat(server.connections()).isOne();
		}
	}

	private static void create(TestApiClient client, int rows) {
		for (int i = 0; i < rows; i++) {
			assertThat(client.create().id()).isEqualTo(TestBindings.BINDING_ID);
		}
	}

	private static void answerAll(InputStream in, OutputStream out) throws IOException {
		String body = TestBindings.json(TestBindings.ROLE, TestBindings.MARKED_AT);
		byte[] answer = ("HTTP/1.1 201 Created\r\nDate: Sun, 01 Mar 2026 13:00:00 GMT\r\nContent-Length: "
				+ body.length() + "\r\n\r\n" + body)
			.getBytes(StandardCharsets.US_ASCII);
		while (true) {
			String head = RawServer.readHead(in);
			int length = Integer.parseInt(head.replaceAll("(?s).*Content-Length: (\\d+).*", "$1"));
			in.skipNBytes(length);
			out.write(answer);
		}
	}

}
