package org.rolebindings.crash;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A message between a PostgreSQL server and its client, in version 3 of the protocol.
 *
 * @param bytes the message as it is sent
 */
record ServerMessage(byte[] bytes) {

	private static final int TYPE = 1;

	/** Of the number that says how long a message is, and that counts itself. */
	private static final int LENGTH = 4;

	/** Reads the first message of a client, which has no type. */
	static ServerMessage first(DataInputStream in) throws IOException {
		int length = in.readInt();
		ByteBuffer message = ByteBuffer.allocate(length).putInt(length);
		return rest(in, message);
	}

	/** Reads any other message. */
	static ServerMessage read(DataInputStream in) throws IOException {
		byte type = in.readByte();
		int length = in.readInt();
		return rest(in, ByteBuffer.allocate(TYPE + length).put(type).putInt(length));
	}

	private static ServerMessage rest(DataInputStream in, ByteBuffer message) throws IOException {
		in.readFully(message.array(), message.position(), message.remaining());
		return new ServerMessage(message.array());
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
