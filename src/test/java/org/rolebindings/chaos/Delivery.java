package org.rolebindings.chaos;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;

/** Brings an answer to the client, one way or the other. */
final class Delivery {

	static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
		.withZone(ZoneOffset.UTC);

	private static final int PIECES = 4;

	private static final long PIECE_MILLIS = 60;

	private final Socket socket;

	private final OutputStream out;

	private final Duration patience;

	/**
	 * Takes a connection.
	 * @param socket the connection
	 * @param patience how long the client waits for an answer
	 */
	Delivery(Socket socket, Duration patience) throws IOException {
		this.socket = socket;
		this.out = socket.getOutputStream();
		this.patience = patience;
	}

	/**
	 * Brings an answer.
	 * @return whether the connection can be used again
	 */
	boolean bring(ChaosAnswer answer, Manner manner, Instant now) throws IOException {
		byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
		String head = head(answer, manner, now);
		String lengthened = head + (answer.isEmpty() ? "" : "Content-Length: " + body.length + "\r\n") + "\r\n";
		switch (manner) {
			case RESET -> this.socket.setSoLinger(true, 0);
			case CLOSED -> {
			}
			case LATE -> pause(this.patience.toMillis() + 700);
			case NEVER -> this.socket.getInputStream().readAllBytes();
			case CUT_OFF -> write(lengthened, Arrays.copyOf(body, body.length / 2));
			case TRICKLING -> trickle(lengthened, body);
			case WITH_EXTRAS -> withExtras(head + "X-Cache: miss\r\nSet-Cookie: a=b\r\n", answer);
			case IN_PIECES -> inPieces(lengthened, body);
			case AFTER_HINTS -> write("HTTP/1.1 103 Early Hints\r\nLink: </x>; rel=preload\r\n\r\n" + lengthened, body);
			default -> write(lengthened, body);
		}
		return manner.arrives();
	}

	private static String head(ChaosAnswer answer, Manner manner, Instant now) {
		StringBuilder head = new StringBuilder("HTTP/1.1 ").append(answer.status()).append(" Whatever\r\n");
		answer.headers().forEach((header) -> head.append(header).append("\r\n"));
		if (manner != Manner.WITHOUT_DATE) {
			head.append("Date: ").append(DATE.format(now)).append("\r\n");
		}
		return head.append("X-Request-Id: req-").append(now.toEpochMilli()).append("\r\n").toString();
	}

	private void write(String head, byte[] body) throws IOException {
		this.out.write(head.getBytes(StandardCharsets.US_ASCII));
		this.out.write(body);
		this.out.flush();
	}

	private void withExtras(String head, ChaosAnswer answer) throws IOException {
		if (answer.isEmpty()) {
			write(head + "\r\n", new byte[0]);
		}
		else {
			write(head + "Transfer-Encoding: chunked\r\n\r\n", chunked(answer.withExtras().body()));
		}
	}

	private void inPieces(String head, byte[] body) throws IOException {
		write(head, new byte[0]);
		for (int i = 0; i < PIECES; i++) {
			pause(PIECE_MILLIS);
			write("", Arrays.copyOfRange(body, i * body.length / PIECES, (i + 1) * body.length / PIECES));
		}
	}

	private void trickle(String head, byte[] body) throws IOException {
		write(head, new byte[0]);
		long until = System.nanoTime() + this.patience.toNanos() * 2;
		for (int i = 0; i < body.length - 1 && System.nanoTime() < until; i++) {
			write("", new byte[] { body[i] });
			pause(300);
		}
	}

	private static byte[] chunked(String text) {
		byte[] body = text.getBytes(StandardCharsets.UTF_8);
		String chunks = Integer.toHexString(1) + ";x=y\r\n" + text.substring(0, 1) + "\r\n"
				+ Integer.toHexString(body.length - 1) + "\r\n" + text.substring(1) + "\r\n0\r\nX-Trailer: z\r\n\r\n";
		return chunks.getBytes(StandardCharsets.UTF_8);
	}

	private static void pause(long millis) throws IOException {
		try {
			Thread.sleep(millis);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException(ex);
		}
	}

}
