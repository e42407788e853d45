import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * The server that everything in the benchmark is measured against: one thread that answers each create with
 * 201, as fast as it can or after a given time, and counts. It keeps no bindings: the listing is empty.
 * <p>
 * {@code java BenchServer.java --port N [--latency MS] [--spread MS] [--slow SHARE:MS] [--errors SHARE]}
 * <p>
 * {@code GET /stats} tells of the creates since {@code GET /reset}: how many there were, the seconds from the
 * first one's arrival to the last one's answer, and how many were here on average and at most.
 */
public final class BenchServer {

	private static final byte[] HEAD_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

	private final Selector selector;

	private final PriorityQueue<Pending> pending = new PriorityQueue<>((a, b) -> Long.compare(a.dueAt, b.dueAt));

	private final SplittableRandom random = new SplittableRandom(42);

	private final long latency;

	private final long spread;

	private final double slowShare;

	private final long slowNanos;

	private final double errors;

	private final ServerSocketChannel listener;

	private byte[] common = new byte[0];

	private String now = "";

	private long commonUntil;

	private long nextId;

	private long creates;

	private long answered;

	private long firstAt;

	private long lastAt;

	private long here;

	private long mostHere;

	private double hereNanos;

	private long hereSince;

	private record Pending(long dueAt, Connection connection, int status, byte[] body) {
	}

	private static final class Connection {

		private final SocketChannel channel;

		private ByteBuffer in = ByteBuffer.allocate(16 << 10);

		private ByteBuffer out = ByteBuffer.allocate(16 << 10);

		private Connection(SocketChannel channel) {
			this.channel = channel;
		}

	}

	private BenchServer(Map<String, String> options) throws IOException {
		this.latency = millis(options.getOrDefault("--latency", "0"));
		this.spread = millis(options.getOrDefault("--spread", "0"));
		String[] slow = options.getOrDefault("--slow", "0:0").split(":");
		this.slowShare = Double.parseDouble(slow[0]);
		this.slowNanos = millis(slow[1]);
		this.errors = Double.parseDouble(options.getOrDefault("--errors", "0"));
		this.selector = Selector.open();
		this.listener = ServerSocketChannel.open();
		this.listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(),
				Integer.parseInt(options.getOrDefault("--port", "0"))), 1024);
		this.listener.configureBlocking(false);
		this.listener.register(this.selector, SelectionKey.OP_ACCEPT);
	}

	private static long millis(String text) {
		return (long) (Double.parseDouble(text) * 1e6);
	}

	public static void main(String[] args) throws IOException {
		Map<String, String> options = new HashMap<>();
		for (int i = 0; i + 1 < args.length; i += 2) {
			options.put(args[i], args[i + 1]);
		}
		BenchServer server = new BenchServer(options);
		System.out.println("http://127.0.0.1:" + ((InetSocketAddress) server.listener.getLocalAddress()).getPort());
		server.serve();
	}

	private void serve() throws IOException {
		List<SelectionKey> ready = new ArrayList<>();
		while (true) {
			long wait = this.pending.isEmpty() ? Long.MAX_VALUE : this.pending.peek().dueAt - System.nanoTime();
			if (wait <= 0) {
				this.selector.selectNow();
			}
			else if (wait == Long.MAX_VALUE) {
				this.selector.select();
			}
			else {
				this.selector.select(Math.max(1, wait / 1_000_000));
			}
			ready.addAll(this.selector.selectedKeys());
			this.selector.selectedKeys().clear();
			for (SelectionKey key : ready) {
				handle(key);
			}
			ready.clear();
			long now = System.nanoTime();
			while (!this.pending.isEmpty() && this.pending.peek().dueAt <= now) {
				Pending due = this.pending.remove();
				answer(due.connection, due.status, due.body);
				left();
			}
		}
	}

	private void handle(SelectionKey key) {
		try {
			if (key.isAcceptable()) {
				SocketChannel channel = this.listener.accept();
				channel.configureBlocking(false);
				channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
				channel.register(this.selector, SelectionKey.OP_READ, new Connection(channel));
				return;
			}
			Connection connection = (Connection) key.attachment();
			if (connection.channel.read(connection.in) < 0) {
				connection.channel.close();
				return;
			}
			connection.in.flip();
			while (request(connection)) {
				// A client that pipelines has sent another one
			}
			connection.in.compact();
		}
		catch (IOException ex) {
			key.cancel();
		}
	}

	/** Takes one whole request out of the buffer, if there is one. */
	private boolean request(Connection connection) {
		ByteBuffer in = connection.in;
		byte[] bytes = in.array();
		int start = in.position();
		int end = in.limit();
		int headEnd = indexOf(bytes, start, end, HEAD_END);
		if (headEnd < 0) {
			return false;
		}
		boolean create = bytes[start] == 'P';
		int length = create ? contentLength(bytes, start, headEnd) : 0;
		int bodyAt = headEnd + HEAD_END.length;
		if (end - bodyAt < length) {
			return false;
		}
		if (create) {
			byte[] body = new byte[length];
			System.arraycopy(bytes, bodyAt, body, 0, length);
			in.position(bodyAt + length);
			create(connection, body);
		}
		else {
			String line = new String(bytes, start, Math.min(200, headEnd - start), StandardCharsets.US_ASCII);
			in.position(bodyAt);
			answer(connection, 200, get(line).getBytes(StandardCharsets.US_ASCII));
		}
		return true;
	}

	private static int indexOf(byte[] bytes, int start, int end, byte[] wanted) {
		for (int i = start; i <= end - wanted.length; i++) {
			if (bytes[i] == '\r' && bytes[i + 1] == '\n' && bytes[i + 2] == '\r' && bytes[i + 3] == '\n') {
				return i;
			}
		}
		return -1;
	}

	private static int contentLength(byte[] bytes, int start, int end) {
		for (int i = start; i < end - 16; i++) {
			if (bytes[i] == '\n' && (bytes[i + 1] | 0x20) == 'c' && (bytes[i + 9] | 0x20) == 'l'
					&& bytes[i + 15] == ':') {
				int length = 0;
				for (int j = i + 16; j < end && bytes[j] != '\r'; j++) {
					if (bytes[j] != ' ') {
						length = 10 * length + bytes[j] - '0';
					}
				}
				return length;
			}
		}
		return 0;
	}

	private void create(Connection connection, byte[] body) {
		long now = System.nanoTime();
		if (this.creates++ == 0) {
			this.firstAt = now;
			this.hereSince = now;
		}
		count(now);
		this.here++;
		this.mostHere = Math.max(this.mostHere, this.here);
		boolean error = this.errors > 0 && this.random.nextDouble() < this.errors;
		long delay = this.latency + ((this.spread > 0) ? this.random.nextLong(this.spread) : 0);
		if (this.slowShare > 0 && this.random.nextDouble() < this.slowShare) {
			delay += this.slowNanos;
		}
		byte[] answer = error ? "{\"title\":\"Unavailable\",\"status\":503}".getBytes(StandardCharsets.US_ASCII)
				: created(body);
		if (delay == 0) {
			answer(connection, error ? 503 : 201, answer);
			left();
		}
		else {
			this.pending.add(new Pending(now + delay, connection, error ? 503 : 201, answer));
		}
	}

	private void left() {
		this.lastAt = System.nanoTime();
		count(this.lastAt);
		this.here--;
		this.answered++;
	}

	private void count(long now) {
		this.hereNanos += (double) this.here * (now - this.hereSince);
		this.hereSince = now;
	}

	/** What was asked for, with what the server adds. */
	private byte[] created(byte[] body) {
		refreshCommon();
		byte[] added = ("{\"id\":\"b" + this.nextId++ + "\"" + this.now).getBytes(StandardCharsets.US_ASCII);
		byte[] answer = new byte[added.length + body.length];
		System.arraycopy(added, 0, answer, 0, added.length);
		answer[added.length] = ',';
		System.arraycopy(body, 1, answer, added.length + 1, body.length - 1);
		return answer;
	}

	private String get(String line) {
		if (line.startsWith("GET /reset")) {
			this.creates = 0;
			this.answered = 0;
			this.hereNanos = 0;
			this.mostHere = 0;
			return "{}";
		}
		if (line.startsWith("GET /stats")) {
			double nanos = Math.max(1, this.lastAt - this.firstAt);
			return String.format(Locale.ROOT, "{\"creates\":%d,\"seconds\":%.4f,\"average_here\":%.3f,\"most_here\":%d}",
					this.answered, nanos / 1e9, this.hereNanos / nanos, this.mostHere);
		}
		return "{\"role_bindings\":[],\"pagination\":{\"has_more\":false}}";
	}

	private void refreshCommon() {
		long millis = System.currentTimeMillis();
		if (millis < this.commonUntil) {
			return;
		}
		Instant instant = Instant.ofEpochMilli(millis);
		this.commonUntil = (millis / 1000 + 1) * 1000;
		this.common = ("\r\nContent-Type: application/json\r\nDate: "
				+ DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.ofInstant(instant, ZoneOffset.UTC))
				+ "\r\nContent-Length: ")
			.getBytes(StandardCharsets.US_ASCII);
		this.now = ",\"created_at\":\"" + instant + "\",\"updated_at\":\"" + instant + "\"";
	}

	private void answer(Connection connection, int status, byte[] body) {
		refreshCommon();
		ByteBuffer out = connection.out;
		out.clear();
		out.put("HTTP/1.1 ".getBytes(StandardCharsets.US_ASCII));
		put(out, status);
		out.put((byte) ' ').put((byte) 'X');
		out.put(this.common);
		put(out, body.length);
		out.put(HEAD_END);
		out.put(body);
		out.flip();
		try {
			while (out.hasRemaining()) {
				connection.channel.write(out);
			}
		}
		catch (IOException ex) {
			// The client has gone; the selector will tell
		}
	}

	private static void put(ByteBuffer out, int number) {
		if (number >= 10) {
			put(out, number / 10);
		}
		out.put((byte) ('0' + number % 10));
	}

}
