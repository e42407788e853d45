package org.rolebindings.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Sends what no HTTP client would send. */
final class RawHttp {

	private RawHttp() {
	}

	/**
	 * Sends text and reads until the server closes the connection.
	 * @param baseUrl where to
	 * @param text what to send
	 * @return what came back
	 */
	static String exchange(URI baseUrl, String text) {
		try (Socket socket = new Socket(baseUrl.getHost(), baseUrl.getPort())) {
			socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
