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

package org.gradiscope.imagej.file;

import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The portable formats PBM, PGM and PPM, as text or as bytes. */
final class Pnm {

	private final byte[] content;
	private int at = 2;

	private Pnm(final byte[] content) {
		this.content = content;
	}

	/** @return one processor, 8-bit, 16-bit or RGB; three of RGB of 16 bits */
	static List<ImageProcessor> read(final byte[] content) throws IOException {
		return new Pnm(content).read();
	}

	private List<ImageProcessor> read() throws IOException {
		final int kind = content[1] - '0';
		final boolean bitmap = kind == 1 || kind == 4;
		final int width = number();
		final int height = number();
		final int most = bitmap ? 1 : number();
		if (most < 1 || most > 65535) throw new IOException("it is damaged: its white is " + most);
		final int samples = kind == 3 || kind == 6 ? 3 : 1;
		MemoryCheck.check(width, height, samples, 8);
		final int[] values = kind < 4 ? texts(width * height * samples, bitmap)
			: bytes(width, height, samples, most, bitmap);
		final List<ImageProcessor> all = new ArrayList<>();
		final byte[][] levels = new byte[samples][width * height];
		for (int sample = 0; sample < samples; sample++) {
			final short[] deep = new short[width * height];
			for (int i = 0; i < deep.length; i++) {
				final int value = values[i * samples + sample];
				if (value > most)
					throw new IOException("it is damaged: a value of " + value + " of " + most);
				deep[i] = (short) value;
				levels[sample][i] = (byte) (bitmap ? 255 - 255 * value : (value * 255 + most / 2) / most);
			}
			if (most > 255) all.add(new ShortProcessor(width, height, deep, null));
		}
		if (most <= 255) all
			.add(samples == 1 ? new ByteProcessor(width, height, levels[0]) : rgb(width, height, levels));
		return all;
	}

	private static ColorProcessor rgb(final int width, final int height, final byte[][] levels) {
		final ColorProcessor rgb = new ColorProcessor(width, height);
		rgb.setRGB(levels[0], levels[1], levels[2]);
		return rgb;
	}

	private int[] texts(final int count, final boolean bitmap) throws IOException {
		final int[] values = new int[count];
		for (int i = 0; i < count; i++)
			values[i] = bitmap ? digit() : number();
		return values;
	}

	private int[] bytes(final int width, final int height, final int samples, final int most,
		final boolean bitmap) throws IOException {
		at++;
		final int size = most > 255 ? 2 : 1;
		final long row = bitmap ? (width + 7) / 8 : (long) width * samples * size;
		if (at + row * height > content.length) throw cut(row * height);
		final int[] values = new int[width * height * samples];
		for (int i = 0; i < values.length; i++)
			values[i] =
				bitmap ? content[at + i / width * (int) row + i % width / 8] >> 7 - i % width % 8 & 1
					: size == 1 ? content[at + i] & 0xFF
						: (content[at + 2 * i] & 0xFF) << 8 | content[at + 2 * i + 1] & 0xFF;
		return values;
	}

	private IOException cut(final long needed) {
		return new IOException("it is truncated: its pixels take " + needed +
			" bytes, of which there are " + Math.max(0, content.length - at));
	}

	private int digit() throws IOException {
		skip();
		if (at >= content.length) throw cut(content.length + 1L);
		return content[at++] - '0' & 1;
	}

	private int number() throws IOException {
		skip();
		long number = 0;
		final int start = at;
		while (at < content.length && content[at] >= '0' && content[at] <= '9' &&
			number < Integer.MAX_VALUE)
			number = number * 10 + content[at++] - '0';
		if (at == start || number > Integer.MAX_VALUE)
			throw new IOException("it is truncated or damaged: a number should be at byte " + at);
		return (int) number;
	}

	/** White space, and comments up to the end of their line. */
	private void skip() {
		for (boolean comment = false; at < content.length; at++) {
			final byte letter = content[at];
			if (letter == '#') comment = true;
			else if (letter == '\n' || letter == '\r') comment = false;
			else if (!comment && letter > ' ') return;
		}
	}
}
