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

package org.gradiscope.attack.patch;

/**
 * How much a patch changes from pixel to pixel (Sharif et al. 2016, equation 3),
 *
 * <pre>
 * 1 / n sum_i sqrt(|p_i - p_right(i)|^2 + |p_i - p_below(i)|^2 + 1e-6),
 * </pre>
 *
 * over its n pixels and those of their neighbours that belong to it, in fractions of the value range; the
 * squares are summed over channels. Cameras lose what changes from pixel to pixel.
 */
final class TotalVariation implements Penalty {

	/** So that it has a gradient where nothing changes. */
	private static final double SMOOTH = 1e-6;

	/** Its value alone. */
	double of(final Patch patch) {
		return of(patch, 0, new double[patch.pixels().values().size()]);
	}

	@Override
	public double of(final Patch patch, final double weight, final double[] gradient) {
		final int width = patch.width();
		final int pixels = patch.height() * width;
		double sum = 0;
		int inside = 0;
		for (int i = 0; i < pixels; i++) {
			if (!patch.isInside(i)) continue;
			inside++;
			final double length =
				Math.sqrt(squares(patch, i, right(patch, i)) + squares(patch, i, below(patch, i)) + SMOOTH);
			sum += length;
		}
		for (int i = 0; i < pixels; i++) {
			if (!patch.isInside(i)) continue;
			final int right = right(patch, i);
			final int below = below(patch, i);
			final double length = Math.sqrt(squares(patch, i, right) + squares(patch, i, below) + SMOOTH);
			pull(patch, i, right, weight / inside / length, gradient);
			pull(patch, i, below, weight / inside / length, gradient);
		}
		return sum / inside;
	}

	/** -1 for none. */
	private static int right(final Patch patch, final int pixel) {
		return (pixel + 1) % patch.width() != 0 && patch.isInside(pixel + 1) ? pixel + 1 : -1;
	}

	/** -1 for none. */
	private static int below(final Patch patch, final int pixel) {
		final int below = pixel + patch.width();
		return below < patch.height() * patch.width() && patch.isInside(below) ? below : -1;
	}

	private static double squares(final Patch patch, final int pixel, final int other) {
		double sum = 0;
		for (int c = 0; other >= 0 && c < patch.channels(); c++)
			sum += sq(difference(patch, pixel, other, c));
		return sum;
	}

	private static void pull(final Patch patch, final int pixel, final int other, final double factor,
		final double[] gradient) {
		for (int c = 0; other >= 0 && c < patch.channels(); c++) {
			final double slope = factor * difference(patch, pixel, other, c);
			gradient[pixel * patch.channels() + c] += slope;
			gradient[other * patch.channels() + c] -= slope;
		}
	}

	private static double difference(final Patch patch, final int pixel, final int other,
		final int c) {
		final float[] values = patch.pixels().values().data();
		return (values[pixel * patch.channels() + c] - values[other * patch.channels() + c]) /
			patch.range().extent();
	}

	private static double sq(final double value) {
		return value * value;
	}
}
