import java.io.ByteArrayOutputStream;
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
 * The server that everything in the benchmark is measured against: one thread that
 * answers each create with 201, as fast as it can or after a given time, and counts. It
 * keeps no bindings: the listing is empty.
 * <p>
 * {@code java BenchServer.java --port N [--latency MS] [--spread MS] [--slow SHARE:MS] [--errors SHARE]
 * [--refuse 1]}: each answer takes the latency and at random up to the spread; a share of
 * the creates takes so much longer; a share is answered 503; or all of them 401.
 * <p>
 * {@code GET /stats} tells of the creates since {@code GET /reset}.
 */
public final class BenchServer {

	private static final byte[] HEAD_END = bytes("\r\n\r\n");

	private static final byte[] UNAVAILABLE = bytes("{\"title\":\"Unavailable\",\"status\":503}");

	private static final byte[] REFUSED = bytes("{\"title\":\"Refused\",\"status\":401}");

	/** Far more than a create or its answer has. */
	private static final int BUFFER = 16 << 10;

	private final Selector selector;

	private final ServerSocketChannel listener;

	private final PriorityQueue<Pending> pending = new PriorityQueue<>((a, b) -> Long.compare(a.dueAt, b.dueAt));

	private final SplittableRandom random = new SplittableRandom(42);

	private final long latency;

	private final long spread;

	private final double slowShare;

	private final long slowNanos;

	private final double errors;

	private final boolean refuse;

	private Stats stats = new Stats();

	private byte[] commonHead = new byte[0];

	private byte[] commonBody = new byte[0];

	private long commonUntil;

	private long nextId;

	/** An answer that is not due yet. */
	private record Pending(long dueAt, Connection connection, Stats stats, int status, byte[] body) {
	}

	private static final class Connection {

		private final SocketChannel channel;

		private final ByteBuffer in = ByteBuffer.allocate(BUFFER);

		private final ByteBuffer out = ByteBuffer.allocate(BUFFER);

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
		this.refuse = options.containsKey("--refuse");
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

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
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
			select();
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
				due.stats.answered();
			}
		}
	}

	/** Waits for a request, or for the next answer to be due, to the millisecond. */
	private void select() throws IOException {
		if (this.pending.isEmpty()) {
			this.selector.select();
			return;
		}
		long wait = this.pending.peek().dueAt - System.nanoTime();
		if (wait <= 0) {
			this.selector.selectNow();
		}
		else {
			this.selector.select(Math.max(1, wait / 1_000_000));
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
		int headEnd = headEnd(bytes, start, end);
		if (headEnd < 0) {
			return false;
		}
		int bodyAt = headEnd + HEAD_END.length;
		in.position(bodyAt);
		if (bytes[start] != 'P') {
			String line = new String(bytes, start, Math.min(200, headEnd - start), StandardCharsets.US_ASCII);
			answer(connection, 200, bytes(get(line)));
			return true;
		}
		int length = contentLength(bytes, start, headEnd);
		byte[] body = (length >= 0) ? body(in, length) : chunkedBody(in);
		if (body == null) {
			in.position(start);
			return false;
		}
		create(connection, body);
		return true;
	}

	/** Takes a body out of the buffer, or {@code null} where it is not there in full. */
	private static byte[] body(ByteBuffer in, int length) {
		if (in.remaining() < length) {
			return null;
		}
		byte[] body = new byte[length];
		in.get(body);
		return body;
	}

	/**
	 * The same where the client did not know its length; its chunks' sizes are
	 * hexadecimal.
	 */
	private static byte[] chunkedBody(ByteBuffer in) {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		int size = 0;
		while (in.hasRemaining()) {
			int c = in.get();
			if (c != '\n') {
				size = (Character.digit(c, 16) >= 0) ? 16 * size + Character.digit(c, 16) : size;
				continue;
			}
			if (in.remaining() < size + 2) {
				return null;
			}
			body.write(in.array(), in.position(), size);
			in.position(in.position() + size + 2);
			if (size == 0) {
				return body.toByteArray();
			}
			size = 0;
		}
		return null;
	}

	private static int headEnd(byte[] bytes, int start, int end) {
		for (int i = start; i <= end - HEAD_END.length; i++) {
			if (bytes[i] == '\r' && bytes[i + 1] == '\n' && bytes[i + 2] == '\r' && bytes[i + 3] == '\n') {
				return i;
			}
		}
		return -1;
	}

	/** The length that the head tells, or -1. */
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
		return -1;
	}

	private void create(Connection connection, byte[] body) {
		this.stats.arrived(true);
		int status = 201;
		if (body.length == 0) {
			status = 400;
		}
		else if (this.refuse) {
			status = 401;
		}
		else if (this.errors > 0 && this.random.nextDouble() < this.errors) {
			status = 503;
		}
		byte[] answer = switch (status) {
			case 400 -> bytes("{}");
			case 401 -> REFUSED;
			case 503 -> UNAVAILABLE;
			default -> created(body);
		};
		long delay = this.latency + ((this.spread > 0) ? this.random.nextLong(this.spread) : 0);
		if (this.slowShare > 0 && this.random.nextDouble() < this.slowShare) {
			delay += this.slowNanos;
		}
		if (delay == 0) {
			answer(connection, status, answer);
			this.stats.answered();
		}
		else {
			this.pending.add(new Pending(System.nanoTime() + delay, connection, this.stats, status, answer));
		}
	}

	/** What was asked for, with what the server adds. */
	private byte[] created(byte[] body) {
		refreshCommon();
		byte[] added = bytes("{\"id\":\"b" + this.nextId++ + "\"");
		byte[] answer = new byte[added.length + this.commonBody.length + body.length];
		System.arraycopy(added, 0, answer, 0, added.length);
		System.arraycopy(this.commonBody, 0, answer, added.length, this.commonBody.length);
		System.arraycopy(body, 1, answer, added.length + this.commonBody.length, body.length - 1);
		answer[answer.length - 1] = '\n';
		return answer;
	}

	private String get(String line) {
		if (line.startsWith("GET /reset")) {
			this.stats = new Stats();
			return "{}";
		}
		if (line.startsWith("GET /stats")) {
			return this.stats.toString();
		}
		this.stats.arrived(false);
		return "{\"role_bindings\":[],\"pagination\":{\"has_more\":false}}";
	}

	private void refreshCommon() {
		long millis = System.currentTimeMillis();
		if (millis < this.commonUntil) {
			return;
		}
		Instant instant = Instant.ofEpochMilli(millis);
		this.commonUntil = (millis / 1000 + 1) * 1000;
		this.commonHead = bytes("\r\nContent-Type: application/json\r\nDate: "
				+ DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.ofInstant(instant, ZoneOffset.UTC))
				+ "\r\nContent-Length: ");
		this.commonBody = bytes(",\"created_at\":\"" + instant + "\",\"updated_at\":\"" + instant + "\",");
	}

	private void answer(Connection connection, int status, byte[] body) {
		refreshCommon();
		ByteBuffer out = connection.out;
		out.clear();
		out.put(bytes("HTTP/1.1 "));
		put(out, status);
		out.put((byte) ' ').put((byte) 'X');
		out.put(this.commonHead);
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

	/** What has been here, and how much of it at once. */
	private static final class Stats {

		private long creates;

		private long answered;

		private long firstAt;

		private long lastArrivalAt;

		private long lastAnswerAt;

		private long firstRequestMicros;

		private long firstCreateMicros;

		private long here;

		private long mostHere;

		private long countedUntil;

		private double hereNanos;

		private double hereNanosAtLastArrival;

		void arrived(boolean create) {
			if (this.firstRequestMicros == 0) {
				this.firstRequestMicros = epochMicros();
			}
			if (!create) {
				return;
			}
			long now = System.nanoTime();
			if (this.creates++ == 0) {
				this.firstCreateMicros = epochMicros();
				this.firstAt = now;
				this.countedUntil = now;
			}
			count(now);
			this.lastArrivalAt = now;
			this.hereNanosAtLastArrival = this.hereNanos;
			this.here++;
			this.mostHere = Math.max(this.mostHere, this.here);
		}

		void answered() {
			this.lastAnswerAt = System.nanoTime();
			count(this.lastAnswerAt);
			this.here--;
			this.answered++;
		}

		private void count(long now) {
			this.hereNanos += (double) this.here * (now - this.countedUntil);
			this.countedUntil = now;
		}

		private static long epochMicros() {
			Instant now = Instant.now();
			return now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
		}

		/**
		 * The creates; the seconds from the first one's arrival to the last one's answer;
		 * how many were here at most, and on average from the first one's arrival to the
		 * last one's; and when the first request of any kind and the first create came,
		 * in microseconds since 1970.
		 */
		@Override
		public String toString() {
			return String.format(Locale.ROOT,
					"{\"creates\":%d,\"seconds\":%.4f,\"average_here\":%.3f,\"most_here\":%d,"
							+ "\"first_request\":%d,\"first_create\":%d}",
					this.answered, Math.max(1, this.lastAnswerAt - this.firstAt) / 1e9,
					this.hereNanosAtLastArrival / Math.max(1, this.lastArrivalAt - this.firstAt), this.mostHere,
					this.firstRequestMicros, this.firstCreateMicros);
		}

	}

}
