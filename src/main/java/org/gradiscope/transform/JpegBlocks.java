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

package org.gradiscope.transform;

/**
 * The blocks of 8 x 8 samples of a JPEG file: their cosine transform, quantized and taken back. At the
 * right and at the bottom the last sample repeats until a block is full.
 */
final class JpegBlocks {

	private static final int SIDE = 8;
	private static final int SAMPLES = SIDE * SIDE;
	/** The level that is 0 in the transform. */
	private static final int MIDDLE = 128;

	/** The usual table for luminance, row by row (ITU-T T.81, table K.1). */
	private static final int[] LUMINANCE =
		{ 16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69,
			56, 14, 17, 22, 29, 51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104,
			113, 92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99 };
	/** The usual table for colours (table K.2). */
	private static final int[] CHROMINANCE =
		{ 17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99,
			99, 47, 66, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
			99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99 };

	/**
	 * The cosine transform of 8 samples times the root of 8, a frequency a row, in 1/8192. The library has a
	 * fast form of it (Loeffler, Ligtenberg &amp; Moschytz 1989); these are its sums of rounded factors
	 * multiplied out, some of which differ from the cosines in the last digit.
	 */
	private static final int[] TRANSFORM = rows(new int[][] { { 8192, 8192, 8192, 8192 },
		{ 11363, 9633, 6437, 2260 }, { 10703, 4433, -4433, -10703 }, { 9633, -2259, -11362, -6436 },
		{ 8192, -8192, -8192, 8192 }, { 6437, -11362, 2261, 9633 }, { 4433, -10704, 10704, -4433 },
		{ 2260, -6436, 9633, -11363 } });
	/** Its inverse. */
	private static final int[] INVERSE = transposed(TRANSFORM);

	private final int[] table;

	private JpegBlocks(final int[] base, final int quality) {
		final int percent = quality < 50 ? 5000 / quality : 200 - 2 * quality;
		table = new int[SAMPLES];
		for (int i = 0; i < SAMPLES; i++)
			table[i] = Math.max(1, Math.min(255, (base[i] * percent + 50) / 100));
	}

	static JpegBlocks luminance(final int quality) {
		return new JpegBlocks(LUMINANCE, quality);
	}

	static JpegBlocks chrominance(final int quality) {
		return new JpegBlocks(CHROMINANCE, quality);
	}

	/** The right half of each row mirrors the left one, odd rows with the other sign. */
	private static int[] rows(final int[][] halves) {
		final int[] rows = new int[SAMPLES];
		for (int k = 0; k < SIDE; k++)
			for (int x = 0; x < SIDE / 2; x++) {
				rows[k * SIDE + x] = halves[k][x];
				rows[k * SIDE + SIDE - 1 - x] = k % 2 == 0 ? halves[k][x] : -halves[k][x];
			}
		return rows;
	}

	private static int[] transposed(final int[] matrix) {
		final int[] transposed = new int[SAMPLES];
		for (int i = 0; i < SAMPLES; i++)
			transposed[i % SIDE * SIDE + i / SIDE] = matrix[i];
		return transposed;
	}

	/**
	 * Quantizes a plane in place.
	 *
	 * @param plane levels of 0 to 255, row by row
	 */
	void apply(final int[] plane, final int height, final int width) {
		final int[] block = new int[SAMPLES];
		final int[] between = new int[SAMPLES];
		for (int top = 0; top < height; top += SIDE)
			for (int left = 0; left < width; left += SIDE) {
				for (int i = 0; i < SAMPLES; i++)
					block[i] = plane[Math.min(height - 1, top + i / SIDE) * width +
						Math.min(width - 1, left + i % SIDE)] - MIDDLE;
				throughTable(block, between);
				for (int y = top; y < Math.min(height, top + SIDE); y++)
					for (int x = left; x < Math.min(width, left + SIDE); x++)
						plane[y * width + x] =
							Math.max(0, Math.min(255, between[(x - left) * SIDE + y - top] + MIDDLE));
			}
	}

	/** Each pass rounds where the library's does, so that what is quantized is the same. */
	private void throughTable(final int[] block, final int[] between) {
		pass(block, between, TRANSFORM, 11);
		pass(between, block, TRANSFORM, 15);
		quantize(block, between);
		pass(between, block, INVERSE, 11);
		pass(block, between, INVERSE, 18);
	}

	/** Each row times a matrix, of which so many bits are rounded off, and written as a column. */
	private static void pass(final int[] from, final int[] to, final int[] matrix, final int bits) {
		for (int y = 0; y < SIDE; y++)
			for (int k = 0; k < SIDE; k++) {
				int sum = 1 << bits - 1;
				for (int x = 0; x < SIDE; x++)
					sum += matrix[k * SIDE + x] * from[y * SIDE + x];
				to[k * SIDE + y] = sum >> bits;
			}
	}

	/** Coefficients in eighths to multiples of the table, rows as columns; halves go away from zero. */
	private void quantize(final int[] eighths, final int[] columns) {
		for (int i = 0; i < SAMPLES; i++) {
			final int steps = (Math.abs(eighths[i]) + 4 * table[i]) / (8 * table[i]);
			columns[i % SIDE * SIDE + i / SIDE] = Integer.signum(eighths[i]) * steps * table[i];
		}
	}
}
