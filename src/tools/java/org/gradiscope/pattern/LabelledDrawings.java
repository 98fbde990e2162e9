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

package org.gradiscope.pattern;

import ij.ImagePlus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

import org.gradiscope.imagej.ImageFiles;
import org.gradiscope.imagej.PixelType;

/** Draws images of known class into folders, as examples for the commands that train and measure. */
public final class LabelledDrawings {

	private LabelledDrawings() {}

	/**
	 * Arguments: the folder, and, unless they are to be the usual ones, how many of each class, the length of
	 * their sides, and the first seed. Other seeds give other images.
	 */
	public static void main(final String... arguments) throws IOException {
		if (arguments.length < 1 || arguments.length > 4) throw new IllegalArgumentException(
			"Expected are the folder to write into, how many of each class, their sides, and the first seed, " +
				"but there are " + arguments.length + " arguments.");
		final Path folder = Path.of(arguments[0]);
		write(folder, number(arguments, 1, 40), number(arguments, 2, 64), number(arguments, 3, 1000));
		System.out.println(folder);
	}

	private static int number(final String[] arguments, final int index, final int usual) {
		return arguments.length > index ? Integer.parseInt(arguments[index]) : usual;
	}

	/** A folder for each class, which is named in the files too. */
	static void write(final Path folder, final int each, final int side, final long seed)
		throws IOException {
		for (final Pattern pattern : Pattern.values()) {
			final Path own = Files.createDirectories(folder.resolve(pattern.label()));
			for (int n = 0; n < each; n++)
				Files.write(own.resolve(String.format(Locale.ROOT, "%s-%04d.png", pattern.label(), n + 1)),
					png(pattern, side, seed + (long) n * Pattern.values().length + pattern.ordinal()));
		}
	}

	private static byte[] png(final Pattern pattern, final int side, final long seed)
		throws IOException {
		return ImageFiles.bytes(new ImagePlus(pattern.label(),
			PixelType.RGB.processor(PatternGenerator.draw(pattern, side, side, seed).values())), "png");
	}
}
