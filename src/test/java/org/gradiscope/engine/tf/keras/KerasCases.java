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

package org.gradiscope.engine.tf.keras;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;

/** Small networks and what Python computes for them, made by {@code scripts/reference/keras_files.py}. */
public final class KerasCases {

	private static final Path FOLDER = Path.of("src/test/resources/org/gradiscope/engine/tf/keras");

	private KerasCases() {}

	/**
	 * What Python computed for a file; null if that is elsewhere.
	 *
	 * @param inputs their names
	 * @param shapes of the inputs, which are filled by the script's formula
	 * @param outputs their names
	 * @param output of all outputs, one after another
	 * @param gradient of their weighted sum, with respect to the first input
	 */
	record Case(String file, List<String> inputs, List<long[]> shapes, List<String> outputs,
		Figures output, Figures gradient) {

		@Override
		public String toString() {
			return file;
		}
	}

	/** Every how many-th of so many numbers. */
	record Figures(int count, int step, float[] some) {

		static Figures of(final String text) {
			final String[] words = text.trim().split(" ");
			final float[] some = new float[words.length - 2];
			for (int i = 0; i < some.length; i++)
				some[i] = Float.parseFloat(words[i + 2]);
			return new Figures(Integer.parseInt(words[0]), Integer.parseInt(words[1]), some);
		}

		/** The same of other numbers. */
		float[] of(final float[] all) {
			final float[] found = new float[some.length];
			for (int i = 0; i < found.length; i++)
				found[i] = all[i * step];
			return found;
		}
	}

	static List<Case> all() throws IOException {
		return in(FOLDER.resolve("cases.txt"));
	}

	static List<Case> in(final Path figures) throws IOException {
		final List<Case> cases = new ArrayList<>();
		for (final String line : Files.readAllLines(figures)) {
			final String[] parts = line.split(" \\| ");
			final List<long[]> shapes = new ArrayList<>();
			for (final String shape : parts[2].split(";"))
				shapes.add(List.of(shape.split(",")).stream().mapToLong(Long::parseLong).toArray());
			final boolean known = parts.length > 4;
			cases
				.add(new Case(parts[0], List.of(parts[1].split(" ")), shapes, List.of(parts[3].split(" ")),
					known ? Figures.of(parts[4]) : null, known ? Figures.of(parts[5]) : null));
		}
		return cases;
	}

	/** Writes the networks into a folder. */
	public static Path unpacked(final Path folder) throws IOException {
		try (InputStream in = Files.newInputStream(FOLDER.resolve("cases.tar.bz2"));
			TarArchiveInputStream tar = new TarArchiveInputStream(new BZip2CompressorInputStream(in))) {
			for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry())
				Files.write(folder.resolve(entry.getName()), tar.readAllBytes());
		}
		return folder;
	}

	/** The script's formula. */
	static float[] input(final int count) {
		final float[] values = new float[count];
		for (int i = 0; i < count; i++)
			values[i] = i * 37 % 101 / 101f - 0.2f;
		return values;
	}

	/** Of images that repeat nowhere, where pools would choose between equal numbers. */
	static float[] noise(final int count) {
		final float[] values = new float[count];
		for (int i = 0; i < count; i++)
			values[i] = (long) i * i * 31 % 65_537 / 65_537f;
		return values;
	}

	/** Likewise. */
	static float[] outputWeights(final int count) {
		final float[] weights = new float[count];
		for (int i = 0; i < count; i++)
			weights[i] = (i * 29 % 17 - 8) / 8f;
		return weights;
	}
}
