package org.rolebindings.crash;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A message between a PostgreSQL server and its client, in version 3 of the protocol. */
final class ServerMessage {

	private static final int TYPE = 1;

	/** Of the number that says how long a message is, and that counts itself. */
	private static final int LENGTH = 4;

	private final byte[] bytes;

	private ServerMessage(byte[] bytes) {
		this.bytes = bytes;
	}

	/** Reads the first message of a client, which has no type. */
	static ServerMessage first(DataInputStream in) throws IOException {
		byte[] bytes = new byte[in.readInt()];
		return rest(in, bytes, ByteBuffer.wrap(bytes).putInt(bytes.length).position());
	}

	/** Reads any other message. */
	static ServerMessage read(DataInputStream in) throws IOException {
		byte type = in.readByte();
		int length = in.readInt();
		byte[] bytes = new byte[TYPE + length];
		return rest(in, bytes, ByteBuffer.wrap(bytes).put(type).putInt(length).position());
	}

	private static ServerMessage rest(DataInputStream in, byte[] bytes, int read) throws IOException {
		in.readFully(bytes, read, bytes.length - read);
		return new ServerMessage(bytes);
	}

	/** The message as it is sent. */
	byte[] bytes() {
		return this.bytes;
	}

	private char type() {
		return (char) this.bytes[0];
	}

	/** Whether the server answers now. */
	boolean endsStatement() {
		return type() == 'S' || type() == 'Q';
	}

	/** Whether a server has answered a statement. */
	boolean isReady() {
		return type() == 'Z';
	}

	/** The words of a statement, if the message has any, and other characters. */
	String statement() {
		return (type() == 'P' || type() == 'Q')
				? new String(this.bytes, TYPE + LENGTH, this.bytes.length - TYPE - LENGTH, StandardCharsets.UTF_8) : "";
	}

}
