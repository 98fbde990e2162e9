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

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.gradiscope.tensor.Tensor;

/**
 * Directions at right angles in L2, each with the same inner product {@code |r| |g| / sqrt(k)} with the
 * gradient, which no k directions surpass (Tram&egrave;r et al. 2017, lemma 1). Cosine waves of random
 * frequencies and signs are at right angles, and spread over all values; the reflection that takes the mean
 * of k of them to the gradient keeps both:
 *
 * <pre>
 * z = (f_1 + ... + f_k) / sqrt(k),  w = z - g/|g|,  r_i = |r| (f_i - 2 w (w f_i) / (w w))
 * </pre>
 *
 * The paper leaves open from which directions to start; single values would have to change by more than
 * the range.
 */
final class ReflectedCosines implements AlignedDirections {

	private final int count;
	private final double length;
	/** The values that may change. */
	private final int[] where;
	private final float[] signs;
	private final int[] frequencies;
	/** A whole wave in steps of a quarter of the shortest. */
	private final double[] wave;
	/** The normal of the reflection. */
	private final double[] normal;
	private final double[] products;
	private final double squares;

	ReflectedCosines(final Tensor gradient, final SignDirections within, final int count,
		final double epsilon, final long seed) {
		this.count = count;
		where = IntStream.range(0, gradient.size()).filter(within::mayChange).toArray();
		final int m = where.length;
		length = epsilon * Math.sqrt(m);
		final SplittableRandom random = new SplittableRandom(seed);
		signs = new float[m];
		for (int p = 0; p < m; p++)
			signs[p] = random.nextBoolean() ? 1 : -1;
		frequencies = frequencies(random);
		wave = new double[4 * m];
		for (int n = 0; n < wave.length; n++)
			wave[n] = Math.sqrt(2.0 / m) * Math.cos(2 * Math.PI * n / wave.length);
		normal = new double[m];
		products = new double[count];
		squares = reflect(unit(gradient));
	}

	/** Between 1 and the number of values, each once. */
	private int[] frequencies(final SplittableRandom random) {
		final Set<Integer> drawn = new LinkedHashSet<>();
		while (drawn.size() < count)
			drawn.add(1 + random.nextInt(where.length - 1));
		return drawn.stream().mapToInt(Integer::intValue).toArray();
	}

	private double[] unit(final Tensor gradient) {
		final double[] unit = new double[where.length];
		double squared = 0;
		for (int p = 0; p < unit.length; p++) {
			unit[p] = gradient.data()[where[p]];
			squared += unit[p] * unit[p];
		}
		for (int p = 0; p < unit.length; p++)
			unit[p] /= Math.sqrt(squared);
		return unit;
	}

	/** @return the square of the normal's length */
	private double reflect(final double[] unit) {
		final double share = 1 / Math.sqrt(count);
		for (int p = 0; p < unit.length; p++)
			normal[p] = -unit[p];
		for (int i = 0; i < count; i++)
			for (int p = 0; p < unit.length; p++)
				normal[p] += share * value(i, p);
		double squared = 0;
		for (int p = 0; p < unit.length; p++)
			squared += normal[p] * normal[p];
		for (int i = 0; i < count; i++)
			for (int p = 0; p < unit.length; p++)
				products[i] += normal[p] * value(i, p);
		return squared;
	}

	/** Of the i-th wave at the p-th value; the squares over all values sum to 1. */
	private double value(final int i, final int p) {
		return signs[p] * wave[(int) ((2L * p + 1) * frequencies[i] % wave.length)];
	}

	@Override
	public int count() {
		return count;
	}

	@Override
	public void add(final int n, final float[] values, final int from) {
		final double along = squares == 0 ? 0 : 2 * products[n] / squares;
		for (int p = 0; p < where.length; p++)
			values[from + where[p]] += (float) (length * (value(n, p) - along * normal[p]));
	}
}
