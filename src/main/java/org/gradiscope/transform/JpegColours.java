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
 * Luminance and colours of a JPEG file (JFIF 1.02: Y, Cb and Cr of all 256 levels), and colours at half the
 * resolution: each is the mean of 2 x 2 samples, and goes back by a triangle of 3/4 and 1/4 in each
 * direction. At the rim the last sample repeats. Levels are integers, in fixed point as the Independent JPEG
 * Group's library has them.
 */
final class JpegColours {

	private static final int BITS = 16;
	private static final int HALF = 1 << BITS - 1;
	private static final int MIDDLE = 128;
	/** Cb and Cr are from 0 on; where one is midway between two levels, it is the lower. */
	private static final int OFFSET = (MIDDLE << BITS) + HALF - 1;

	/** Y, Cb and Cr of red, green and blue, each a row, in 1/65536. */
	private static final int[] FROM_RGB =
		{ 19595, 38470, 7471, -11059, -21709, 32768, 32768, -27439, -5329 };
	/** Red, green and blue of Y, Cb and Cr. */
	private static final int[] TO_RGB =
		{ 1 << BITS, 0, 91881, 1 << BITS, -22554, -46802, 1 << BITS, 116130, 0 };

	private JpegColours() {}

	/** In place: red, green and blue become Y, Cb and Cr. */
	static void fromRgb(final int[][] planes) {
		mix(planes, FROM_RGB, HALF, OFFSET, 0);
	}

	/** In place: Y, Cb and Cr become red, green and blue. */
	static void toRgb(final int[][] planes) {
		mix(planes, TO_RGB, HALF, HALF, MIDDLE);
	}

	private static void mix(final int[][] planes, final int[] matrix, final int first,
		final int others, final int zero) {
		final int[] mixed = new int[3];
		for (int i = 0; i < planes[0].length; i++) {
			for (int c = 0; c < 3; c++)
				mixed[c] = matrix[3 * c] * planes[0][i] + matrix[3 * c + 1] * (planes[1][i] - zero) +
					matrix[3 * c + 2] * (planes[2][i] - zero) + (c == 0 ? first : others) >> BITS;
			for (int c = 0; c < 3; c++)
				planes[c][i] = Math.max(0, Math.min(255, mixed[c]));
		}
	}

	/** The adjoint of the mixing into red, green and blue: from their gradients to those of Y, Cb and Cr. */
	static float[][] adjointOfInverse(final float[] gradients, final int start, final int pixels) {
		final float[][] planes = new float[3][pixels];
		for (int i = 0; i < pixels; i++)
			for (int c = 0; c < 3; c++)
				for (int k = 0; k < 3; k++)
					planes[k][i] += TO_RGB[3 * c + k] * gradients[start + 3 * i + c] / (1 << BITS);
		return planes;
	}

	/** The adjoint of the mixing into Y, Cb and Cr. */
	static void adjoint(final float[][] planes, final float[] gradients, final int start) {
		for (int i = 0; i < planes[0].length; i++)
			for (int c = 0; c < 3; c++)
				for (int k = 0; k < 3; k++)
					gradients[start + 3 * i + k] += FROM_RGB[3 * c + k] * planes[c][i] / (1 << BITS);
	}

	/** The width of a plane at half the resolution, whole blocks of 8. */
	static int halfWidth(final int width) {
		return (width + 15) / 16 * 8;
	}

	/**
	 * A plane at half the resolution: half the height, rounded up, and {@link #halfWidth}, as the library
	 * repeats the image's last column before the mean is taken.
	 */
	static int[] halved(final int[] plane, final int height, final int width) {
		final int across = halfWidth(width);
		final int[] half = new int[(height + 1) / 2 * across];
		for (int i = 0; i < half.length; i++) {
			final int top = 2 * (i / across) * width;
			final int bottom = Math.min(height - 1, 2 * (i / across) + 1) * width;
			final int left = Math.min(width - 1, 2 * (i % across));
			final int right = Math.min(width - 1, 2 * (i % across) + 1);
			// Midway between two levels every other sample is rounded up.
			half[i] = plane[top + left] + plane[top + right] + plane[bottom + left] +
				plane[bottom + right] + 1 + i % 2 >> 2;
		}
		return half;
	}

	/** A plane of half the resolution at that of the image. */
	static int[] doubled(final int[] half, final int height, final int width) {
		final int across = halfWidth(width);
		final int[] plane = new int[height * width];
		for (int y = 0; y < height; y++) {
			final int near = y / 2 * across;
			final int far = other(y, (height + 1) / 2) * across;
			for (int x = 0; x < width; x++) {
				final int beside = other(x, (width + 1) / 2);
				plane[y * width + x] = 3 * (3 * half[near + x / 2] + half[far + x / 2]) +
					3 * half[near + beside] + half[far + beside] + 8 - x % 2 >> 4;
			}
		}
		return plane;
	}

	/** The sample that is second nearest to a position of the image. */
	private static int other(final int position, final int count) {
		return Math.max(0, Math.min(count - 1, position / 2 + (position % 2 == 0 ? -1 : 1)));
	}

	/** The adjoint of halving and doubling without rounding. */
	static float[] adjointOfHalving(final float[] gradients, final int height, final int width) {
		final int across = (width + 1) / 2;
		final float[] half = new float[(height + 1) / 2 * across];
		for (int y = 0; y < height; y++)
			for (int x = 0; x < width; x++) {
				final float share = gradients[y * width + x] / 16;
				final int near = y / 2 * across;
				final int far = other(y, (height + 1) / 2) * across;
				final int beside = other(x, across);
				half[near + x / 2] += 9 * share;
				half[far + x / 2] += 3 * share;
				half[near + beside] += 3 * share;
				half[far + beside] += share;
			}
		final float[] plane = new float[height * width];
		for (int y = 0; y < 2 * ((height + 1) / 2); y++)
			for (int x = 0; x < 2 * across; x++)
				plane[Math.min(height - 1, y) * width + Math.min(width - 1, x)] +=
					half[y / 2 * across + x / 2] / 4;
		return plane;
	}
}
