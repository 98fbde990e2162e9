/*-
 * #%L
 * Convolutional networks looked into from ImageJ and Fiji.
 * %%
 * Copyright (C) 2026 Gradiscope founders.
 * %%
 * Redistribution and use in source and binary forms, with or without
 * modification, are permitted provided that the following conditions are met:
 *
 * 1. Redistributions of source code must retain the above copyright notice,
 *    this list of conditions and the following disclaimer.
 * 2. Redistributions in binary form must reproduce the above copyright notice,
 *    this list of conditions and the following disclaimer in the documentation
 *    and/or other materials provided with the distribution.
 *
 * THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS"
 * AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE
 * IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE
 * ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDERS OR CONTRIBUTORS BE
 * LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR
 * CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF
 * SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS
 * INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN
 * CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE)
 * ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE
 * POSSIBILITY OF SUCH DAMAGE.
 * #L%
 */

package org.gradiscope.model.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Function;

import org.gradiscope.files.StandIns;
import org.gradiscope.model.ModelException;

/** Small files beside a model. */
final class TextFiles {

	/** What editors of Western Windows write, and what any bytes are. */
	private static final Charset WESTERN = Charset.forName("windows-1252");

	/** Of a message, in characters. */
	private static final int LONGEST_MESSAGE = 600;

	private TextFiles() {}

	/**
	 * @throws ModelException if it cannot be read or is larger than {@value YamlText#LONGEST} bytes
	 */
	static String read(final Path file) {
		try {
			// A pipe would be waited for.
			if (!Files.isRegularFile(file)) throw new ModelException(
				"The file " + file + " cannot be read: it is not a regular file; put a plain one there.");
			StandIns.of(file).ifPresent(what -> {
				throw new ModelException("The file " + file + " is " + what + ".");
			});
			if (Files.size(file) > YamlText.LONGEST) throw new ModelException(
				"The file " + file + " has " + Files.size(file) + " bytes, but at most " +
					YamlText.LONGEST + " are read of a file that describes a model.");
			return decoded(Files.readAllBytes(file));
		}
		catch (final IOException e) {
			throw new ModelException("The file " + file + " cannot be read: " + e, e);
		}
	}

	/** Unicode by its byte order mark, else UTF-8, else what Western Windows writes. */
	static String decoded(final byte[] bytes) {
		if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) return decoded(bytes, 3, StandardCharsets.UTF_8);
		if (startsWith(bytes, 0xFF, 0xFE)) return decoded(bytes, 2, StandardCharsets.UTF_16LE);
		if (startsWith(bytes, 0xFE, 0xFF)) return decoded(bytes, 2, StandardCharsets.UTF_16BE);
		return decoded(bytes, 0, StandardCharsets.UTF_8);
	}

	private static String decoded(final byte[] bytes, final int from, final Charset charset) {
		final ByteBuffer content = ByteBuffer.wrap(bytes, from, bytes.length - from);
		try {
			return charset.newDecoder().decode(content.duplicate()).toString();
		}
		catch (final CharacterCodingException e) {
			return WESTERN.decode(content).toString();
		}
	}

	private static boolean startsWith(final byte[] bytes, final int... start) {
		if (bytes.length < start.length) return false;
		for (int i = 0; i < start.length; i++)
			if ((bytes[i] & 0xFF) != start[i]) return false;
		return true;
	}

	/**
	 * The file or folder of that name in a folder.
	 *
	 * @throws IllegalArgumentException if the name leads out of the folder
	 */
	static Path inside(final Path folder, final String name) {
		try {
			final Path absolute = folder.toAbsolutePath().normalize();
			final Path path = absolute.resolve(name).normalize();
			if (!Path.of(name).isAbsolute() && path.startsWith(absolute)) return path;
		}
		catch (final InvalidPathException e) {
			// No path, so none inside.
		}
		throw new IllegalArgumentException("'" + name + "' is not in the folder of the model; give a " +
			"name beside the file that names it.");
	}

	/**
	 * A small file beside a model. Not even a link leads out of the folder, so that the content of no
	 * other file can be shown as labels or in a message.
	 *
	 * @return the path, whose file need not be there
	 * @throws IllegalArgumentException if the name leads out of the folder
	 * @throws ModelException if a link does
	 */
	static Path beside(final Path folder, final String name) {
		final Path path = inside(folder, name);
		try {
			if (!Files.exists(path) || path.toRealPath().startsWith(folder.toRealPath())) return path;
		}
		catch (final IOException e) {
			throw new ModelException("The file " + path + " cannot be read: " + e, e);
		}
		throw new ModelException("The file " + path +
			" is a link that leads out of the folder of the " + "model; put the file itself there.");
	}

	/** What {@code reader} makes of it, its complaints made those of the file. */
	static <T> T parsed(final String where, final String text, final Function<String, T> reader) {
		try {
			return reader.apply(text);
		}
		catch (final IllegalArgumentException e) {
			throw new ModelException(where + ": " + oneLine(e.getMessage()), e);
		}
	}

	/** The message may quote what is in the file. */
	private static String oneLine(final String message) {
		final String line = message.replaceAll("\\s+", " ");
		return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE) + " ...";
	}
}
