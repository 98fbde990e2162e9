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

package org.gradiscope.attack.surface;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.gradiscope.tensor.RandomOrder;
import org.gradiscope.tensor.Tensor;

/**
 * Directions at right angles in L-infinity (Tram&egrave;r et al. 2018, "Ensemble Adversarial Training:
 * Attacks and Defenses"): the signs of the gradient times those of the rows of a regular Hadamard matrix,
 * repeated over the values in random order. A row of order k has {@code sqrt(k)} more ones than minus ones,
 * so each direction agrees with the gradient's sign in as many values. There is one of each power of 4, the
 * Kronecker power of {@code 4x4} ones less twice the identity. What is left of the values after the last
 * repetition stays as it is, and so does what has a gradient of 0.
 */
final class HadamardSigns implements AlignedDirections {

	private final int order;
	private final double epsilon;
	private final Tensor gradient;
	/** The values that change, as many as whole rows. */
	private final int[] where;

	/** @throws IllegalArgumentException unless the count is a power of 4 */
	HadamardSigns(final Tensor gradient, final SignDirections within, final int order,
		final double epsilon, final long seed) {
		if (Integer.bitCount(order) != 1 || Integer.numberOfTrailingZeros(order) % 2 != 0)
			throw new IllegalArgumentException(
				"A regular Hadamard matrix is made of order 1, 4, 16, 64, ..., but " + order +
					" was given; take one of these.");
		this.order = order;
		this.epsilon = epsilon;
		this.gradient = gradient;
		final int[] all = IntStream.range(0, gradient.size())
			.filter(i -> within.mayChange(i) && gradient.data()[i] != 0).toArray();
		RandomOrder.shuffle(all, new SplittableRandom(seed));
		where = Arrays.copyOf(all, all.length / order * order);
	}

	/** The element of the matrix: a minus for each pair of equal digits to the base of 4. */
	static int sign(final int row, final int column, final int order) {
		int sign = 1;
		for (int digits = order, i = row, j = column; digits > 1; digits /= 4, i /= 4, j /= 4)
			if (i % 4 == j % 4) sign = -sign;
		return sign;
	}

	@Override
	public int count() {
		return order;
	}

	@Override
	public void add(final int n, final float[] values, final int from) {
		final float[] row = new float[order];
		for (int column = 0; column < order; column++)
			row[column] = (float) (epsilon * sign(n, column, order));
		for (int p = 0; p < where.length; p++)
			values[from + where[p]] += row[p % order] * Math.signum(gradient.data()[where[p]]);
	}
}
