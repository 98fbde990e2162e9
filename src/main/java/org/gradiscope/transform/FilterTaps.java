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

import org.gradiscope.tensor.Tensor;

/**
 * The filter taps of one position: the weights with which neighbouring positions of the source, along one
 * axis, make one of the result.
 *
 * @param first the first of the neighbouring positions
 * @param weights one for each of them; they sum to 1
 */
record FilterTaps(int first, float[] weights) {

	private static final float[] BINOMIAL = { 1, 4, 6, 4, 1 };
	private static final int REACH = 2;

	/**
	 * A triangle around where a position lies in the source, as wide as the positions of the result are
	 * apart, and at least 1. Sizes are matched edge to edge; the triangle is cut at the borders.
	 *
	 * @param from the length of the source
	 * @param to the length of the result
	 */
	static FilterTaps triangle(final int position, final int from, final int to) {
		final double step = (double) from / to;
		final double radius = Math.max(1, step);
		final double centre = (position + 0.5) * step - 0.5;
		final int first = Math.max(0, (int) Math.ceil(centre - radius));
		final int last = Math.min(from - 1, (int) Math.floor(centre + radius));
		final float[] weights = new float[last - first + 1];
		double sum = 0;
		for (int i = first; i <= last; i++)
			sum += weights[i - first] = (float) Math.max(0, 1 - Math.abs(i - centre) / radius);
		return new FilterTaps(first, weights).dividedBy((float) sum);
	}

	/** {@code [1, 4, 6, 4, 1] / 16} around position {@code centre} of {@code from}, cut at the borders. */
	static FilterTaps binomial(final int centre, final int from) {
		return binomial(Math.max(0, centre - REACH), Math.min(from - 1, centre + REACH), centre, 1);
	}

	/** The same for a result of twice the length: position {@code i} of the source lies at {@code 2 i}. */
	static FilterTaps binomialBetween(final int position, final int from) {
		return binomial(Math.max(0, (position - 1) / 2), Math.min(from - 1, (position + REACH) / 2),
			position, 2);
	}

	private static FilterTaps binomial(final int first, final int last, final int centre,
		final int distance) {
		final float[] weights = new float[last - first + 1];
		float sum = 0;
		for (int i = first; i <= last; i++)
			sum += weights[i - first] = BINOMIAL[distance * i - centre + REACH];
		return new FilterTaps(first, weights).dividedBy(sum);
	}

	/** Cubic (Catmull-Rom; Keys 1981): the two positions before {@code at} and the two behind, beyond borders too. */
	static FilterTaps catmullRom(final double at) {
		final int before = (int) Math.floor(at);
		final double t = at - before;
		return new FilterTaps(before - 1,
			new float[] { (float) (((2 - t) * t - 1) * t / 2), (float) (((3 * t - 5) * t * t + 2) / 2),
				(float) (((4 - 3 * t) * t + 1) * t / 2), (float) ((t - 1) * t * t / 2) });
	}

	private FilterTaps dividedBy(final float sum) {
		for (int i = 0; i < weights.length; i++)
			weights[i] /= sum;
		return this;
	}

	/** One axis of an image made of taps, one for each position of the result; all other axes stay. */
	static Tensor along(final int axis, final Tensor image, final FilterTaps[] taps) {
		final Tensor made = Tensor.zeros(image.shape().with(axis, taps.length));
		int run = 1;
		for (int a = axis + 1; a < image.shape().rank(); a++)
			run *= image.shape().dimension(a);
		final int from = image.shape().dimension(axis);
		for (int block = 0; block < image.size() / run / from; block++)
			for (int j = 0; j < taps.length; j++)
				for (int i = 0; i < taps[j].weights.length; i++)
					add(image.data(), (block * from + taps[j].first + i) * run, taps[j].weights[i],
						made.data(), (block * taps.length + j) * run, run);
		return made;
	}

	private static void add(final float[] source, final int from, final float weight,
		final float[] target, final int to, final int run) {
		for (int k = 0; k < run; k++)
			target[to + k] += weight * source[from + k];
	}

	/** The position that a mirror at the outer edges of the border pixels shows: -1 is 0 again, and so on. */
	static int mirrored(final int position, final int length) {
		final int around = Math.floorMod(position, 2 * length);
		return around < length ? around : 2 * length - 1 - around;
	}
}
