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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

import org.gradiscope.files.StandIns;

/** A file of numbers, as tables and editors write them: commas, semicolons, blanks or new lines between them. */
public final class NumbersFile {

	private static final long LONGEST = 1L << 26;
	private static final String SEPARATOR = "[,;\\s]+";

	private NumbersFile() {}

	/** Whether a file is called as one of numbers. */
	public static boolean is(final String name) {
		return name.toLowerCase(Locale.ROOT).matches(".*\\.(csv|tsv|txt)");
	}

	/** @throws ModelException if it cannot be read, or holds something else */
	public static float[] read(final Path file) {
		try {
			StandIns.of(file).ifPresent(what -> {
				throw new ModelException("The file " + file + " is " + what + ".");
			});
			if (Files.size(file) > LONGEST) throw new ModelException("The file " + file + " has " +
				Files.size(file) + " bytes, but at most " + LONGEST + " are read of a file of numbers.");
			return numbers(Files.readString(file));
		}
		catch (final IOException e) {
			throw ModelException.unreadable(file, e);
		}
		catch (final NumberFormatException e) {
			throw new ModelException(
				"The file " + file + " should hold numbers alone, with commas or new " +
					"lines between them, but has '" + word(e) + "'; leave out heads and names.",
				e);
		}
	}

	/**
	 * Numbers that are written one after the other.
	 *
	 * @throws NumberFormatException if it is something else
	 */
	public static float[] numbers(final String text) {
		final String[] words = text.strip().split(SEPARATOR);
		final float[] numbers = new float[words.length];
		for (int i = 0; i < words.length; i++)
			numbers[i] = Float.parseFloat(words[i]);
		return numbers;
	}

	private static String word(final NumberFormatException e) {
		return PrintableText
			.line(String.valueOf(e.getMessage()).replaceAll("(?s).*\"(.{0,40}).*\"$", "$1"));
	}
}
