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

package org.gradiscope.model;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A NumPy array in a file ({@code numpy.save}), versions 1 to 3 of the format: real numbers in C
 * order.
 *
 * @param shape the lengths of its axes
 * @param values row by row
 */
public record NumPyFile(int[] shape, float[] values) {

	private static final byte[] MAGIC = { (byte) 0x93, 'N', 'U', 'M', 'P', 'Y' };
	private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([<>|=][a-z]\\d+)'");
	private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
	private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([\\d,\\s]*)\\)");
	private static final int LONGEST = 1 << 28;

	/** Whether a file is called as one. */
	public static boolean is(final String name) {
		return name.toLowerCase(Locale.ROOT).endsWith(".npy");
	}

	/** @throws ModelException if it cannot be read, or holds something else */
	public static NumPyFile read(final Path file) {
		try {
			if (Files.size(file) > LONGEST) throw new ModelException("The file " + file + " has " +
				Files.size(file) + " bytes, but at most " + LONGEST + " are read of an array.");
			return parsed(ByteBuffer.wrap(Files.readAllBytes(file)));
		}
		catch (final IOException e) {
			throw ModelException.unreadable(file, e);
		}
		catch (final IllegalArgumentException | ArithmeticException | BufferUnderflowException e) {
			throw new ModelException(
				"The file " + file + " should hold a NumPy array of real numbers, " +
					(e.getMessage() != null && e.getMessage().startsWith("but ") ? e.getMessage()
						: "but is cut off") +
					"; save it with numpy.save('expected.npy', numpy.ascontiguousarray(answer, 'float32')).",
				e);
		}
	}

	private static NumPyFile parsed(final ByteBuffer content) {
		final byte[] magic = new byte[MAGIC.length];
		content.get(magic);
		if (!Arrays.equals(magic, MAGIC)) throw new IllegalArgumentException("but is none");
		final int version = content.get();
		content.get();
		content.order(ByteOrder.LITTLE_ENDIAN);
		final int length = version == 1 ? Short.toUnsignedInt(content.getShort()) : content.getInt();
		if (length < 0 || length > content.remaining()) throw new BufferUnderflowException();
		final byte[] header = new byte[length];
		content.get(header);
		return parsed(new String(header, StandardCharsets.ISO_8859_1), content);
	}

	private static NumPyFile parsed(final String header, final ByteBuffer content) {
		if (value(ORDER, header).equals("True"))
			throw new IllegalArgumentException("but is in Fortran order");
		final int[] shape = Arrays.stream(value(SHAPE, header).split(",")).map(String::strip)
			.filter(text -> !text.isEmpty()).mapToInt(Integer::parseInt).toArray();
		final long count =
			Arrays.stream(shape).asLongStream().reduce(1, (a, b) -> Math.multiplyExact(a, b));
		if (count > LONGEST) throw new BufferUnderflowException();
		final String type = value(TYPE, header);
		content.order(type.charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
		if (count * Integer.parseInt(type.substring(2)) > content.remaining())
			throw new BufferUnderflowException();
		final float[] values = new float[(int) count];
		for (int i = 0; i < values.length; i++)
			values[i] = number(type.substring(1), content);
		return new NumPyFile(shape, values);
	}

	private static String value(final Pattern key, final String header) {
		final Matcher found = key.matcher(header);
		if (!found.find()) throw new IllegalArgumentException("but has the header " + header.strip());
		return found.group(1);
	}

	private static float number(final String type, final ByteBuffer content) {
		return switch (type) {
			case "f4" -> content.getFloat();
			case "f8" -> (float) content.getDouble();
			case "i1" -> content.get();
			case "u1" -> content.get() & 0xff;
			case "b1" -> content.get();
			case "i2" -> content.getShort();
			case "u2" -> content.getShort() & 0xffff;
			case "i4" -> content.getInt();
			case "i8" -> content.getLong();
			default -> throw new IllegalArgumentException("but has numbers of the type " + type);
		};
	}

	@Override
	public boolean equals(final Object other) {
		return other instanceof NumPyFile same && Arrays.equals(shape, same.shape) &&
			Arrays.equals(values, same.values);
	}

	@Override
	public int hashCode() {
		return 31 * Arrays.hashCode(shape) + Arrays.hashCode(values);
	}

	@Override
	public String toString() {
		return "an array of " + Arrays.toString(shape);
	}
}
